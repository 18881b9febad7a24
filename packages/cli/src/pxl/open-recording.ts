import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChaosError, isChaosError, messageOf } from '@chaoskit/errors';
import { parseRecording, type Recording, type StoredRows } from '@chaoskit/pxl';

/** Opens a recording's folder. Its tables are read when a script first asks for them. Errors name the file, and the line. */
export function openRecording(folder: string): Recording {
  const read = (name: string): string => {
    const file = join(folder, name);
    try {
      return readFileSync(file, 'utf8');
    } catch (cause) {
      throw new ChaosError('CHAOS_E_RECORDING', `the recording can't be read: ${messageOf(cause)}`, {
        place: { file },
        hint: 'a recording is a folder with a manifest.json; chaos pxl record makes one',
        cause,
      });
    }
  };
  const { store, metadata, nowNs } = placed(folder, () => parseRecording(read));
  return {
    metadata,
    nowNs,
    store: {
      tables: store.tables,
      read: (name) => {
        const rows = placed(folder, () => store.read(name));
        return rows === undefined ? undefined : placedRows(folder, rows);
      },
    },
  };
}

const placedRows = (folder: string, stored: StoredRows): StoredRows => ({
  rows: stored.rows,
  column: (name) => placed(folder, () => stored.column(name)),
});

/** The parser knows its files by their names in the folder; people want the whole path. */
function placed<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isChaosError(error) || error.code !== 'PXL_E_RECORDING' || error.place?.file === undefined)
      throw error;
    throw new ChaosError(error.code, error.message, {
      place: { ...error.place, file: join(folder, error.place.file) },
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}
