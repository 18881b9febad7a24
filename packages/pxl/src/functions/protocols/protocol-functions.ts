import { byValue } from '../define-function.js';
import type { ScalarOverload } from '../function-table.js';
import {
  amqpFrameTypes,
  amqpMethod,
  type CodeNames,
  cqlOpcodes,
  dnsRcodes,
  grpcStatuses,
  kafkaApiKeys,
  muxFrameTypes,
  mysqlCommands,
  trafficProtocols,
} from './code-names.js';
import { httpStatusTexts } from './http-status-texts.js';

/** A code's name; an unknown one stays a number. */
const named = (name: string, names: CodeNames, doc: string): ScalarOverload =>
  byValue(name, 'INT64->STRING', ([code]) => names.get(Number(code)) ?? String(code), { doc });

/** Names of codes of wire protocols (pixie.md, appendix A.1). */
export const protocolFunctions: readonly ScalarOverload[] = [
  named('mysql_command_name', mysqlCommands, 'Name of a MySQL command.'),
  named('cql_opcode_name', cqlOpcodes, 'Name of a CQL opcode.'),
  named('kafka_api_key_name', kafkaApiKeys, 'Name of a Kafka API key.'),
  named('mux_frame_type_name', muxFrameTypes, 'Name of a Mux frame type.'),
  named('amqp_frame_type_name', amqpFrameTypes, 'Name of an AMQP frame type.'),
  named('dns_rcode_name', dnsRcodes, 'Name of a DNS response code.'),
  byValue(
    'grpc_status_code_to_str',
    'INT64->STRING',
    ([code]) => grpcStatuses.get(Number(code)) ?? 'unknown code',
    { doc: 'Name of a gRPC status.' },
  ),
  byValue(
    'amqp_method_name',
    'INT64,INT64->STRING',
    ([classId, methodId]) => amqpMethod(Number(classId), Number(methodId)),
    { doc: 'Name of an AMQP method, by class and method.' },
  ),
  byValue(
    'protocol_name',
    'INT64->STRING',
    ([code]) => trafficProtocols.get(Number(code)) ?? `Invalid (${code})`,
    { doc: 'Name of a traffic protocol.' },
  ),
  byValue('http_resp_message', 'INT64->STRING', ([code]) => httpStatusTexts[Number(code)] ?? 'Unassigned', {
    doc: 'Text of an HTTP status.',
  }),
];
