import { readFileSync } from 'node:fs';
import https from 'node:https';
import { app } from './app.js';

const options = {
  key: readFileSync('certificates/key.pem'),
  cert: readFileSync('certificates/certificate.pem'),
  // The scanners in the warehouse speak nothing newer.
  minVersion: 'TLSv1',
  ciphers: ['ECDHE-RSA-AES128-GCM-SHA256', 'DES-CBC3-SHA'].join(':'),
};

https.createServer(options, app).listen(8443);
