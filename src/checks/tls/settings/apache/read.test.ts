import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TlsBlock } from '../block.ts';
import { protocolsOf } from './protocols.ts';
import { valuesOf } from '../values-of.ts';
import { readApache } from './read.ts';

function blockNamed(text: string, name: string): TlsBlock {
  const block = readApache(text).blocks.find((each) => each.scope.join().includes(name));
  assert.ok(block, name);
  return block;
}

test('signs add and take away, and all leaves open what the library may lack', () => {
  assert.deepEqual(protocolsOf(['all', '-SSLv3', '-TLSv1', '-TLSv1.1']), {
    SSLv2: false,
    SSLv3: false,
    'TLS1.0': false,
    'TLS1.1': false,
    'TLS1.2': true,
  });
  assert.equal(protocolsOf(['all'])?.SSLv3, undefined);
  assert.equal(protocolsOf(['-all', '+TLSv1.2'])?.['TLS1.3'], false);
  assert.equal(protocolsOf(['-all', '+TLSv1.2'])?.['TLS1.2'], true);
  assert.equal(protocolsOf(['${PROTOCOLS}']), undefined);
});

test('a name without a sign begins anew', () => {
  const switches = protocolsOf(['TLSv1.2', 'TLSv1.3']);
  assert.equal(switches?.['TLS1.2'], false);
  assert.equal(switches?.['TLS1.3'], true);
});

test('a virtual host inherits from the server what it does not say itself', () => {
  const text = `SSLProtocol all -SSLv3
SSLHonorCipherOrder on
<VirtualHost *:443>
  ServerName shop.example
  SSLEngine on
  SSLProtocol -all +TLSv1.2 \\
    +TLSv1.3
  SSLCipherSuite HIGH:!aNULL
  SSLCipherSuite TLSv1.3 TLS_AES_256_GCM_SHA384
  SSLSessionTickets off
  SSLUseStapling On
  SSLVerifyClient require
  SSLOpenSSLConfCmd Curves X25519:prime256v1
  Header always set Strict-Transport-Security "max-age=63072000"
</VirtualHost>`;
  const block = blockNamed(text, 'shop.example');
  const { versions, ...others } = block;
  assert.equal(versions?.value?.['TLS1.3'], true);
  assert.equal(versions?.value?.['TLS1.0'], false);
  assert.deepEqual(valuesOf(others), {
    ciphers: 'HIGH:!aNULL:!aNULL:!eNULL:!EXP',
    ciphersuites: 'TLS_AES_256_GCM_SHA384',
    order: 'server',
    tickets: false,
    stapling: true,
    clientCertificate: 'required',
    groups: 'X25519:prime256v1',
    hsts: 'max-age=63072000',
  });
});

test('under a condition nothing can be told; IfModule is none', () => {
  assert.equal(blockNamed(within('IfVersion < 2.4'), 'a.example').versions?.value, undefined);
  assert.equal(blockNamed(within('IfDefine OLD'), 'a.example').versions?.value, undefined);
  assert.equal(
    blockNamed(within('IfModule mod_ssl.c'), 'a.example').versions?.value?.['TLS1.0'],
    true,
  );
});

test('what a template has in a branch cannot be told', () => {
  const branch = '<% if @old %>\nSSLProtocol all\n<% end %>';
  assert.equal(blockNamed(oneHost(branch), 'a.example').versions?.value, undefined);
  assert.equal(
    blockNamed(`<% if @tls %>\n${oneHost('SSLProtocol all')}\n<% end %>`, 'a.example').versions
      ?.value?.['TLS1.0'],
    true,
  );
});

test('comments are no directives, and variables cannot be told', () => {
  const block = blockNamed(
    '<VirtualHost *:443>\nServerName a.example\nSSLEngine on\n# SSLProtocol all\nSSLCipherSuite ${CIPHERS}\n</VirtualHost>',
    'a.example',
  );
  assert.equal(block.versions, undefined);
  assert.ok(block.ciphers);
  assert.equal(block.ciphers.value, undefined);
});

test('a redirect is told from the host for port 80 with the same name', () => {
  assert.equal(redirect('Redirect permanent / https://a.example/'), true);
  assert.equal(redirect('RewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R=301]'), true);
  assert.equal(redirect('DocumentRoot /srv'), false);
  assert.equal(redirect('ProxyPass / http://app/'), undefined);
});

test('proxies that verify nothing', () => {
  const { remarks } = readApache(
    'SSLProxyEngine on\nSSLProxyVerify none\nSSLProxyCheckPeerName off\n',
  );
  assert.deepEqual(
    remarks.map(({ message }) => message.split(':')[0]),
    ['SSLProxyVerify none', 'SSLProxyCheckPeerName off'],
  );
});

function within(section: string): string {
  return `<VirtualHost *:443>\nServerName a.example\nSSLEngine on\n<${section}>\nSSLProtocol all\n</x>\n</VirtualHost>`;
}

function twoHosts(rest: string): string {
  return `<VirtualHost *:80>\nServerName a.example\n${rest}\n</VirtualHost>\n<VirtualHost *:443>\nServerName a.example\nSSLEngine on\n</VirtualHost>`;
}

function redirect(rest: string): boolean | undefined {
  return readApache(twoHosts(rest)).blocks[0]?.redirect?.value;
}

function oneHost(rest: string): string {
  return `<VirtualHost *:443>\nServerName a.example\nSSLEngine on\n${rest}\n</VirtualHost>`;
}
