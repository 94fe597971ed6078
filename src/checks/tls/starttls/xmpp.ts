import { quote, type Dialogue } from './talk.ts';

const TLS_NAMESPACE = 'urn:ietf:params:xml:ns:xmpp-tls';

/** RFC 6120 §5.4: opens a stream, reads what the server offers, asks for TLS. */
export function xmpp(namespace: 'jabber:client' | 'jabber:server'): Dialogue {
  return async (talk, host) => {
    const to = host.replace(/[^a-z0-9.:_-]/giu, '');
    talk.send(
      `<?xml version='1.0'?><stream:stream xmlns='${namespace}' ` +
        `xmlns:stream='http://etherx.jabber.org/streams' to='${to}' version='1.0'>`,
    );
    // The end of the features, or of the stream.
    const offer = await talk.text(
      /<\/stream:features>|<stream:features\/>|<\/stream:(?:stream|error)>/u,
    );
    if ('lost' in offer) return { kind: 'lost', why: offer.lost };
    if (!offer.heard.includes('<stream:features')) {
      return { kind: 'lost', why: `no features: ${quote(offer.heard.slice(-60))}` };
    }
    if (!offer.heard.includes(TLS_NAMESPACE)) return { kind: 'refused', why: 'not offered' };
    talk.send(`<starttls xmlns='${TLS_NAMESPACE}'/>`);
    const answer = await talk.text(/<(?:proceed|failure)\b[^>]{0,200}>|<\/stream:stream>/u);
    if ('lost' in answer) return { kind: 'lost', why: answer.lost };
    if (answer.heard.includes('<proceed')) return { kind: 'ready' };
    return answer.heard.includes('<failure')
      ? { kind: 'refused', why: 'answered failure' }
      : { kind: 'lost', why: 'stream ended' };
  };
}
