// SPDX-License-Identifier: Apache-2.0
// Goal: the doctor names each thing that is not right with its code and what to do, fails (exit 2) only
// for what keeps something from working, and changes nothing.
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  adminToken,
  openCliStage,
  repositoryName,
  writeToken,
  type CliStage,
} from './support/cli-stage.ts';
import { jsonOf, memberOf, runCommand, textAt, type Environment } from './support/command-run.ts';

let stage: CliStage;
let home: string;
let environment: Environment;

beforeAll(async () => {
  stage = await openCliStage();
});
afterAll(async () => stage.close());
beforeEach(async () => {
  ({ home, environment } = await stage.makeHome());
});

interface Finding {
  readonly check: string;
  readonly verdict: string;
  readonly found: string;
  readonly code: string | null;
  readonly next: string | null;
}

async function examine(more: Environment = {}): Promise<{ exit: number; findings: Finding[] }> {
  const run = await runCommand(['doctor', '--json'], { ...environment, ...more });
  const checks = memberOf(jsonOf(run), 'checks');
  if (!Array.isArray(checks)) throw new Error('no checks');
  const findings = checks.map((check, index) => {
    const refusal = memberOf(checks, index, 'refusal');
    return {
      check: textAt(check, 'check'),
      verdict: textAt(check, 'verdict'),
      found: textAt(check, 'found'),
      code: refusal === null ? null : textAt(refusal, 'code'),
      next: refusal === null ? null : textAt(refusal, 'next'),
    };
  });
  return { exit: run.exit, findings };
}

function failing(findings: readonly Finding[]): readonly (string | null)[] {
  return findings.filter(({ verdict }) => verdict === 'fail').map(({ code }) => code);
}

describe('a sound home', () => {
  it('has nothing that fails: exit 0, with every check told', async () => {
    const { exit, findings } = await examine();
    expect(failing(findings)).toEqual([]);
    expect(exit).toBe(0);
    const checks = findings.map(({ check }) => check);
    for (const check of ['node', 'sqlite', 'git', 'ssh-keygen', 'home', 'pins', 'mint key']) {
      expect(checks).toContain(check);
    }
    for (const check of ['trust root', 'policy', 'store', 'log', 'clock', 'repository']) {
      expect(checks).toContain(check);
    }
  });

  it('without a credential to publish is warned of, no more', async () => {
    const { findings } = await examine();
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'publishing',
        verdict: 'warn',
        code: 'credential.missing',
      }),
    );
  });

  it('is told whether published releases are immutable, where the credential may know', async () => {
    const releases = async (more: Environment = {}) =>
      (await examine(more)).findings.filter(({ check }) => check === 'releases');
    const told = (found: string) => [expect.objectContaining({ verdict: 'ok', found })];
    const act = 'set_immutable_releases';
    stage.emulator.change({ act, repository: repositoryName, enabled: true });
    const seeing = { MARKETOPS_GITHUB_READ_TOKEN: adminToken };
    expect(await releases(seeing)).toEqual(told(expect.stringMatching(/^immutable/)));
    expect(await releases()).toEqual(told(expect.stringMatching(/^not known/)));
    stage.emulator.change({ act, repository: repositoryName, enabled: false });
    expect(await releases(seeing)).toEqual(told(expect.stringMatching(/^not known/)));
  });

  it('is told for people too, with the next step under what is not right', async () => {
    const run = await runCommand(['doctor'], environment);
    expect(run.stdout).toMatch(/^ok {4}node {10}\d+/m);
    expect(run.stdout).toMatch(
      /^warn {2}publishing {4}credential\.missing: .*\n {6}export MARKETOPS_GITHUB_APP_ID=ID .*$/m,
    );
  });
});

describe('what is not right', () => {
  it('a reading credential that could write is named', async () => {
    const { exit, findings } = await examine({ MARKETOPS_GITHUB_READ_TOKEN: writeToken });
    expect(exit).toBe(0);
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'planning',
        verdict: 'warn',
        code: 'credential.could_write',
      }),
    );
  });

  it('without a credential to read it tells how far the requests of an hour go', async () => {
    const { findings } = await examine({ MARKETOPS_GITHUB_READ_TOKEN: '' });
    const [planning] = findings.filter(({ check }) => check === 'planning');
    expect(planning?.verdict).toBe('ok');
    expect(planning?.found).toMatch(
      /^anonymous: \d+ of 60 requests an hour are left; a plan takes about ten/,
    );
  });

  it('a plain token can do more than publishing needs; a GitHub App cannot', async () => {
    const plain = await examine({ MARKETOPS_GITHUB_TOKEN: writeToken });
    expect(plain.findings).toContainEqual(
      expect.objectContaining({ check: 'publishing', code: 'doctor.credential_excess' }),
    );
    const app = await examine(installApp());
    expect(app.findings).toContainEqual(
      expect.objectContaining({ check: 'publishing', verdict: 'ok' }),
    );
  });

  it('a token that GitHub refuses', async () => {
    const { exit, findings } = await examine({
      MARKETOPS_GITHUB_READ_TOKEN: 'no-token-of-anybody',
    });
    expect(exit).toBe(2);
    expect(failing(findings)).toEqual(['github.credential_refused']);
    const next = 'export MARKETOPS_GITHUB_READ_TOKEN_FILE=FILE';
    expect(findings).toContainEqual(expect.objectContaining({ check: 'repository', next }));
    const found = 'HTTP 401 Bad credentials';
    expect(findings).toContainEqual(expect.objectContaining({ check: 'repository', found }));
  });

  it('GitHub out of reach', async () => {
    const { exit, findings } = await examine({ MARKETOPS_GITHUB_API: 'http://127.0.0.1:9' });
    expect(exit).toBe(2);
    expect(failing(findings)).toEqual(['github.unreachable']);
    const next = 'curl -I http://127.0.0.1:9';
    expect(findings).toContainEqual(expect.objectContaining({ check: 'repository', next }));
  });

  it('a home that others may enter, and how to close it', async () => {
    chmodSync(home, 0o755);
    const { exit, findings } = await examine();
    expect(exit).toBe(2);
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'home',
        verdict: 'fail',
        code: 'doctor.home_open',
        next: `chmod 700 ${home}`,
      }),
    );
  });

  it('a key that others may read, and one that is not there', async () => {
    chmodSync(join(home, 'keys', 'mint.key'), 0o640);
    rmSync(join(home, 'keys', 'advise.key'));
    const { findings } = await examine();
    expect(failing(findings)).toEqual(['key.permissions', 'key.missing']);
  });

  it('a key that the trust root does not list for its role', async () => {
    renameSync(join(home, 'keys', 'advise.key'), join(home, 'keys', 'mint.key'));
    const { findings } = await examine();
    expect(failing(findings)).toContain('doctor.key_idle');
  });

  it('a root key that is kept elsewhere is no fault', async () => {
    rmSync(join(home, 'keys', 'root.key'));
    expect((await examine()).exit).toBe(0);
  });

  it('a policy that cannot be read, and one that is not in force', async () => {
    writeFileSync(join(home, 'policy', 'rules.cedar'), 'permit (principal');
    const { findings } = await examine();
    expect(failing(findings)).toContain('policy.syntax');
    const folder = join(home, 'policy');
    const next = `vi ${folder}/*.cedar && marketops policy lint ${folder}`;
    expect(findings).toContainEqual(expect.objectContaining({ code: 'policy.syntax', next }));
    writeFileSync(
      join(home, 'policy', 'rules.cedar'),
      '@id("all")\n@reason("r")\n@next("n")\npermit (principal, action, resource);\n',
    );
    expect(failing((await examine()).findings)).toEqual(['policy.not_accepted']);
  });

  it('a repository that is another one than was pinned', async () => {
    const { emulator } = stage;
    emulator.change({ act: 'rename_repository', repository: repositoryName, name: 'torch' });
    const { findings } = await examine();
    emulator.change({
      act: 'rename_repository',
      repository: 'harbour-tools/torch',
      name: 'lantern',
    });
    expect(failing(findings)).toEqual(['repository.renamed']);
  });

  it('a home whose pins are gone is not sent back and forth between init and doctor', async () => {
    const pins = join(home, 'publisher', 'pins.json');
    rmSync(pins);
    const { exit, findings } = await examine();
    expect(exit).toBe(2);
    expect(failing(findings)).toEqual(['home.damaged']);
    expect(findings).toContainEqual(expect.objectContaining({ next: `cp BACKUP ${pins}` }));
  });

  it('never says to run the doctor, which is running', async () => {
    chmodSync(join(home, 'keys', 'mint.key'), 0o640);
    rmSync(join(home, 'keys', 'advise.key'));
    rmSync(join(home, 'keys', 'log.key'));
    const { findings } = await examine({ MARKETOPS_GITHUB_TOKEN: writeToken });
    const nexts = findings.flatMap(({ next }) => (next === null ? [] : [next]));
    expect(nexts).toHaveLength(4);
    expect(nexts).not.toContain('marketops doctor');
  });

  it('no home at all', async () => {
    const { exit, findings } = await examine({ MARKETOPS_HOME: join(stage.folder, 'nowhere') });
    expect(exit).toBe(2);
    expect(failing(findings)).toEqual(['home.missing']);
  });

  it('no git in PATH', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    const { findings } = await examine().finally(() => {
      process.env['PATH'] = path;
    });
    expect(failing(findings)).toEqual(['doctor.program_missing']);
  });
});

function installApp(): Environment {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const keyFile = join(stage.folder, 'app.pem');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(keyFile, pem, { mode: 0o600 });
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const [ownerLogin = ''] = repositoryName.split('/');
  const app = stage.emulator.addApp({ slug: 'marketops', ownerLogin, publicKeyPem });
  const permissions = { metadata: 'read', contents: 'write', pull_requests: 'write' } as const;
  stage.emulator.addInstallation({ appId: app.id, accountLogin: ownerLogin, permissions });
  return { MARKETOPS_GITHUB_APP_ID: String(app.id), MARKETOPS_GITHUB_APP_KEY_FILE: keyFile };
}
