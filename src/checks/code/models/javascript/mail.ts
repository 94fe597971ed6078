import { members } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { credentials, inAddress } from './credentials.ts';
import { sinks, wrong } from './terms.ts';

/** The text of a mail may hold what people wrote; its addressees and where its links lead may not. */
const MESSAGE: Model = {
  flows: [],
  sinks: [
    ...sinks('mail-injection', '0.to 0.cc 0.bcc 0.from 0.sender 0.replyTo 0.headers 0.envelope'),
    ...sinks('host-header-poisoning', '0.text 0.html 0.amp'),
    ...sinks('xss-stored xss-reflected', '0.html', { confidence: 'medium' }),
    ...sinks('path-traversal', '0.attachments.*.path'),
    ...sinks('predictable-secret', '0.text 0.html', { confidence: 'medium' }),
  ],
  callbacks: [{ at: '1', params: [] }],
};

/** Mail that the process sends. */
export const mail: ModelPack = {
  id: 'mail',
  languages: ['javascript'],
  about: 'https://nodemailer.com/, @sendgrid/mail, mailgun, postmark, emailjs',
  aliases: { 'nodemailer-mock': 'nodemailer' },
  extends: { 'nodemailer.Transporter': ['nodemailer.Transport'] },
  paths: {
    'nodemailer.createTransport()': {
      type: 'nodemailer.Transport',
      flows: [],
      misuses: [
        ...credentials('0.auth.pass 0.auth.clientSecret'),
        ...inAddress('0'),
        wrong('tls-verification-off', 'any certificate is accepted', [
          { at: '0.tls.rejectUnauthorized', is: false },
        ]),
        wrong(
          'insecure-transport',
          'TLS is turned off',
          [{ at: '0.ignoreTLS', is: true }],
          'medium',
        ),
      ],
    },
    'nodemailer.Transport.sendMail()': MESSAGE,
    ...members('@sendgrid/mail', 'send() sendMultiple()', MESSAGE),
    'postmark.ServerClient()': { type: 'postmark.Client', flows: [] },
    'postmark.Client.sendEmail()': {
      flows: [],
      sinks: [
        ...sinks('mail-injection', '0.To 0.From'),
        ...sinks('host-header-poisoning', '0.TextBody 0.HtmlBody'),
      ],
    },
    '*.sendMail()': MESSAGE,
  },
};
