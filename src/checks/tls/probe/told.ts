import type { Flight } from './flight.ts';

/** What is known after a question was asked as often as it needed. */
export type Told =
  /** A ServerHello of the version that was asked for. */
  | { readonly is: 'yes'; readonly flight: Flight }
  /** `code`: of the alert; `instead`: the server chose an older version. */
  | {
      readonly is: 'no';
      readonly why: string;
      readonly code?: number;
      readonly instead?: Flight;
    }
  | {
      readonly is: 'inconclusive';
      readonly why: string;
      /** How the last try ended. */
      readonly ended: 'closed' | 'refused' | 'no-starttls' | 'lost' | 'silent' | 'odd';
      /** `lost`: how far the best try came. */
      readonly stage: 'dial' | 'starttls' | 'tls';
      /** It answered in another protocol, each time. */
      readonly looksLike?: string;
    };
