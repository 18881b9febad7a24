/** Names of codes of wire protocols, by number. */
export type CodeNames = ReadonlyMap<number, string>;

/** Names in order from `first` on, separated by blanks; `-` leaves a number out. */
const counted = (names: string, first = 0): CodeNames =>
  new Map(
    names.split(/\s+/).flatMap((name, index) => (name === '-' ? [] : [[first + index, name] as const])),
  );

/** Traffic protocols, as the columns of connections number them. */
export const trafficProtocols = counted(
  'Unknown HTTP HTTP2 MySQL CQL PGSQL DNS Redis NATS Mongo Kafka Mux AMQP TLS',
);

/** Commands of the MySQL client/server protocol. */
export const mysqlCommands = counted(
  'Sleep Quit InitDB Query FieldList CreateDB DropDB Refresh Shutdown Statistics ProcessInfo Connect ProcessKill Debug Ping Time DelayedInsert ChangeUser BinlogDump TableDump ConnectOut RegisterSlave StmtPrepare StmtExecute StmtSendLongData StmtClose StmtReset SetOption StmtFetch Daemon BinlogDumpGTID ResetConnection',
);

/** Opcodes of the CQL native protocol. */
export const cqlOpcodes = counted(
  'Error Startup Ready Authenticate - Options Supported Query Result Prepare Execute Register Event Batch AuthChallenge AuthResponse AuthSuccess',
);

/** Keys of the Kafka API (Kafka protocol guide). */
export const kafkaApiKeys = counted(
  'Produce Fetch ListOffsets Metadata LeaderAndIsr StopReplica UpdateMetadata ControlledShutdown OffsetCommit OffsetFetch FindCoordinator JoinGroup Heartbeat LeaveGroup SyncGroup DescribeGroups ListGroups SaslHandshake ApiVersions CreateTopics DeleteTopics DeleteRecords InitProducerId OffsetForLeaderEpoch AddPartitionsToTxn AddOffsetsToTxn EndTxn WriteTxnMarkers TxnOffsetCommit DescribeAcls CreateAcls DeleteAcls DescribeConfigs AlterConfigs AlterReplicaLogDirs DescribeLogDirs SaslAuthenticate CreatePartitions CreateDelegationToken RenewDelegationToken ExpireDelegationToken DescribeDelegationToken DeleteGroups ElectLeaders IncrementalAlterConfigs AlterPartitionReassignments ListPartitionReassignments OffsetDelete DescribeClientQuotas AlterClientQuotas DescribeUserScramCredentials AlterUserScramCredentials Vote BeginQuorumEpoch EndQuorumEpoch DescribeQuorum AlterIsr UpdateFeatures Envelope FetchSnapshot DescribeCluster DescribeProducers BrokerRegistration BrokerHeartbeat UnregisterBroker DescribeTransactions ListTransactions AllocateProducerIds',
);

/** Types of Mux frames; answers are negative. */
export const muxFrameTypes: CodeNames = new Map([
  [1, 'Treq'],
  [-1, 'Rreq'],
  [2, 'Tdispatch'],
  [-2, 'Rdispatch'],
  [64, 'Tdrain'],
  [-64, 'Rdrain'],
  [65, 'Tping'],
  [-65, 'Rping'],
  [66, 'Tdiscarded'],
  [-66, 'Rdiscarded'],
  [67, 'Tlease'],
  [68, 'Tinit'],
  [-68, 'Rinit'],
  [-128, 'Rerr'],
  [127, 'RerrOld'],
  [-62, 'TdiscardedOld'],
]);

/** Types of AMQP 0-9-1 frames. */
export const amqpFrameTypes: CodeNames = new Map([
  [1, 'Frame method'],
  [2, 'Content Header'],
  [3, 'Content Body'],
  [8, 'Heartbeat'],
]);

const amqpClasses: readonly (readonly [number, string, Readonly<Record<number, string>>])[] = [
  [
    10,
    'Connection',
    {
      10: 'Start',
      11: 'StartOk',
      20: 'Secure',
      21: 'SecureOk',
      30: 'Tune',
      31: 'TuneOk',
      40: 'Open',
      41: 'OpenOk',
      50: 'Close',
      51: 'CloseOk',
    },
  ],
  [20, 'Channel', { 10: 'Open', 11: 'OpenOk', 20: 'Flow', 21: 'FlowOk', 40: 'Close', 41: 'CloseOk' }],
  [40, 'Exchange', { 10: 'Declare', 11: 'DeclareOk', 20: 'Delete', 21: 'DeleteOk' }],
  [
    50,
    'Queue',
    {
      10: 'Declare',
      11: 'DeclareOk',
      20: 'Bind',
      21: 'BindOk',
      30: 'Purge',
      31: 'PurgeOk',
      40: 'Delete',
      41: 'DeleteOk',
      50: 'Unbind',
      51: 'UnbindOk',
    },
  ],
  [
    60,
    'Basic',
    {
      10: 'Qos',
      11: 'QosOk',
      20: 'Consume',
      21: 'ConsumeOk',
      30: 'Cancel',
      31: 'CancelOk',
      40: 'Publish',
      50: 'Return',
      60: 'Deliver',
      70: 'Get',
      71: 'GetOk',
      72: 'GetEmpty',
      80: 'Ack',
      90: 'Reject',
      100: 'RecoverAsync',
      110: 'Recover',
      111: 'RecoverOk',
      120: 'Nack',
    },
  ],
  [
    90,
    'Tx',
    { 10: 'Select', 11: 'SelectOk', 20: 'Commit', 21: 'CommitOk', 30: 'Rollback', 31: 'RollbackOk' },
  ],
];

/** The method of an AMQP 0-9-1 frame, by its class and method numbers. */
export function amqpMethod(classId: number, methodId: number): string | undefined {
  const found = amqpClasses.find(([id]) => id === classId);
  const method = found?.[2][methodId];
  return found === undefined || method === undefined ? undefined : `${found[1]}${method}`;
}

/** DNS response codes (IANA registry). */
export const dnsRcodes: CodeNames = new Map([
  ...counted(
    'NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED YXDOMAIN YXRRSET NXRRSET NOTAUTH NOTZONE DSOTYPENI',
  ),
  ...counted('BADVERS BADKEY BADTIME BADMODE BADNAME BADALG BADTRUNC BADCOOKIE', 16),
]);

/** gRPC status codes. */
export const grpcStatuses = counted(
  'OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED',
);
