import { serverPrograms } from '../../../model/tls-settings.ts';

/** Server programs that a fix is written out for. */
export const serverSoftware: typeof serverPrograms = serverPrograms;
export type ServerSoftware = (typeof serverSoftware)[number];
