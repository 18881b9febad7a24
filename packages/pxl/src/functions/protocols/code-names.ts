/** Names of codes of wire protocols, by number. */
export type CodeNames = ReadonlyMap<number, string>;

/** Names in order from `first` on, separated by blanks; `-` leaves a number out. */
const counted = (names: string, first = 0): CodeNames =>
  new Map(
    names.split(/\s+/).flatMap((name, index) => (name === '-' ? [] : [[first + index, name] as const])),
  );

/** Traffic protocols, as the columns of connections number them; Mux (11) and TLS (13) have no name upstream. */
export const trafficProtocols = counted(
  'Unknown HTTP HTTP2 MySQL CQL PGSQL DNS Redis NATS Mongo Kafka - AMQP',
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
  [127, 'Rerr (legacy)'],
  [-62, 'Tdiscarded (legacy)'],
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
      11: 'Start-ok',
      20: 'Secure',
      21: 'Secure-ok',
      30: 'Tune',
      31: 'Tune-ok',
      40: 'Open',
      41: 'Open-ok',
      50: 'Close',
      51: 'Close-ok',
    },
  ],
  [20, 'Channel', { 10: 'Open', 11: 'Open-ok', 20: 'Flow', 21: 'Flow-ok', 40: 'Close', 41: 'Close-ok' }],
  [40, 'Exchange', { 10: 'Declare', 11: 'Declare-ok', 20: 'Delete', 21: 'Delete-ok' }],
  [
    50,
    'Queue',
    {
      10: 'Declare',
      11: 'Declare-ok',
      20: 'Bind',
      21: 'Bind-ok',
      30: 'Purge',
      31: 'Purge-ok',
      40: 'Delete',
      41: 'Delete-ok',
      50: 'Unbind',
      51: 'Unbind-ok',
    },
  ],
  [
    60,
    'Basic',
    {
      10: 'Qos',
      11: 'Qos-ok',
      20: 'Consume',
      21: 'Consume-ok',
      30: 'Cancel',
      31: 'Cancel-ok',
      40: 'Publish',
      50: 'Return',
      60: 'Deliver',
      70: 'Get',
      71: 'Get-ok',
      72: 'Get-empty',
      80: 'Ack',
      90: 'Reject',
      100: 'Recover-async',
      110: 'Recover',
      111: 'Recover-ok',
    },
  ],
  [
    90,
    'Tx',
    { 10: 'Select', 11: 'Select-ok', 20: 'Commit', 21: 'Commit-ok', 30: 'Rollback', 31: 'Rollback-ok' },
  ],
];

/** The method of an AMQP 0-9-1 frame, by its class and method numbers; the class alone where there is no method. */
export function amqpMethod(classId: number, methodId: number): string {
  const found = amqpClasses.find(([id]) => id === classId);
  if (found === undefined) return 'Unknown';
  const [, name, methods] = found;
  if (methodId === 0) return name;
  const method = methods[methodId];
  return method === undefined ? 'Unknown' : `${name}${method}`;
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
