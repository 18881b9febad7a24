import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  Relation as PxlRelation,
  SemanticType as PxlSemantics,
  DataType as PxlType,
} from '@chaoskit/pxl';
import { DataType, type Relation, type RelationSchema, SemanticType } from '../gen/vizierapi_pb.js';
import { VizierError } from '../vizier-error.js';

/** The columns of a table, as its metadata message carries them. */
export function relationMessage(relation: PxlRelation): MessageInitShape<typeof RelationSchema> {
  return {
    columns: relation.map(({ name, type, semanticType, desc = '' }) => ({
      columnName: name,
      columnType: DataType[type],
      columnDesc: desc,
      columnSemanticType:
        ((SemanticType as Readonly<Record<string, unknown>>)[semanticType] as SemanticType) ??
        SemanticType.ST_NONE,
    })),
  };
}

/** The columns that such a message tells. Throws {@link VizierError} for a type that PxL does not have. */
export function relationOf({ columns }: Relation): PxlRelation {
  return columns.map(({ columnName, columnType, columnDesc, columnSemanticType }) => {
    const type = DataType[columnType];
    if (type === undefined || columnType === DataType.DATA_TYPE_UNKNOWN)
      throw new VizierError(
        'PIXIE_E_PROTOCOL',
        `the type of column '${columnName}' is not known (${columnType})`,
      );
    const semantics = SemanticType[columnSemanticType];
    return {
      name: columnName,
      type: type as PxlType,
      semanticType: (columnSemanticType === SemanticType.ST_UNSPECIFIED || semantics === undefined
        ? 'ST_NONE'
        : semantics) as PxlSemantics,
      ...(columnDesc !== '' && { desc: columnDesc }),
    };
  });
}
