import type { ManifestFormat } from '../../model/component.ts';
import { packageResolved } from './apple/package-resolved.ts';
import { podfileLock } from './apple/podfile-lock.ts';
import { githubActions } from './ci/github-actions.ts';
import { pubspecLock } from './dart/pubspec-lock.ts';
import { depsJson } from './dotnet/deps-json.ts';
import { packagesConfig } from './dotnet/packages-config.ts';
import { packagesLock } from './dotnet/packages-lock.ts';
import { dotnetProject } from './dotnet/project.ts';
import { mixLock } from './elixir/mix-lock.ts';
import { goMod } from './go/go-mod.ts';
import { dockerfile } from './images/dockerfile.ts';
import { gradleLockfile } from './java/gradle-lockfile.ts';
import { pomXml } from './java/pom.ts';
import { verificationMetadata } from './java/verification-metadata.ts';
import { bunLock } from './npm/bun-lock.ts';
import { bunLockb } from './npm/bun-lockb.ts';
import { packageJson } from './npm/package-json-alone.ts';
import { packageLock } from './npm/package-lock.ts';
import { pnpmLock } from './npm/pnpm-lock.ts';
import { yarnLock } from './npm/yarn-lock.ts';
import { composerLock } from './php/composer-lock.ts';
import { pipfileLock } from './python/pipfile-lock.ts';
import { requirements } from './python/requirements.ts';
import { pythonTomlLocks } from './python/toml-locks.ts';
import { gemfileLock } from './ruby/gemfile-lock.ts';
import { cargoLock } from './rust/cargo-lock.ts';
import { vendoredJavaScript } from './vendored/vendored-javascript.ts';
import { cycloneDxBom, spdxBom } from './sbom/formats.ts';

/** Every format that is read. A new one is a file and a line here. */
export const manifestFormats: readonly ManifestFormat[] = [
  packageLock,
  pnpmLock,
  yarnLock,
  bunLock,
  bunLockb,
  packageJson,
  pipfileLock,
  ...pythonTomlLocks,
  requirements,
  goMod,
  cargoLock,
  gemfileLock,
  composerLock,
  packagesLock,
  packagesConfig,
  dotnetProject,
  depsJson,
  gradleLockfile,
  verificationMetadata,
  pomXml,
  pubspecLock,
  mixLock,
  packageResolved,
  podfileLock,
  githubActions,
  dockerfile,
  vendoredJavaScript,
  cycloneDxBom,
  spdxBom,
];
