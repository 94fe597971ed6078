/** A process that sends what is due once, for tests that kill it: `notifier-process <database URL> <key file>`. */
import { readSealer } from '../../../io/sealing.ts';
import { connectionOf, openDatabase } from '../../../store/database.ts';
import { notifyAt } from '../notifier.ts';

const [url = '', keyFile = ''] = process.argv.slice(2);
const database = openDatabase({ connection: connectionOf(url), maxConnections: 2 });
await notifyAt(
  {
    database,
    sealer: readSealer(keyFile),
    mail: undefined,
    internalHosts: 'all',
    publicUrl: 'https://lockstep.example',
    leaseSeconds: 1,
    onError: (error) => {
      throw error;
    },
  },
  new Date(),
);
await database.close();
