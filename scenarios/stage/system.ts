// SPDX-License-Identifier: Apache-2.0
// The whole of MarketOps over one folder: SQLite store, Federation Core, engine and publisher, wired
// as a composition root wires them. It can be closed and opened again over the same folder.
import { join } from 'node:path';
import {
  ApprovalCeremony,
  AuthorizationPolicy,
  FederationCoreBridge,
  PolicyForecast,
  PolicyRegister,
  ReceiptGenerator,
  ReceiptRegister,
  TrustRegister,
  asAdviseSigner,
  asMintSigner,
  type PolicyPort,
  type ReceiptGeneratorOptions,
} from '@marketops/authority';
import type { Clock, Entropy, PublisherPins, SignatureVerifier } from '@marketops/core';
import { MarketOpsEngine } from '@marketops/engine';
import { FolderProjectReader } from '@marketops/project';
import { GitHubPublisher } from '@marketops/publisher';
import { openSqliteStore, type SqliteStore } from '@marketops/store-sqlite';
import { ContentIndex, FileContentRegistry, FileContentSource } from '@marketops/system';
import type { EmulatedGitHub } from './emulated-github.ts';
import { stageAudience, stageKey } from './roster.ts';
import { openStagePolicy } from './stage-policy.ts';

/** What a system is opened over. */
export interface SystemSite {
  /** Where the store and the content index are kept. */
  readonly home: string;
  /** The folder that holds marketops.yaml. */
  readonly project: string;
  readonly github: EmulatedGitHub;
  readonly pins: PublisherPins;
  /** The folder of the policy. */
  readonly policy: string;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly verifier: SignatureVerifier;
}

/** The parts of MarketOps, all over one store. */
export interface System {
  readonly store: SqliteStore;
  readonly trust: TrustRegister;
  readonly policies: PolicyRegister;
  readonly ceremony: ApprovalCeremony;
  /** What its generator mints with. */
  readonly minting: ReceiptGeneratorOptions;
  readonly generator: ReceiptGenerator;
  readonly receipts: ReceiptRegister;
  readonly bridge: FederationCoreBridge;
  readonly engine: MarketOpsEngine;
  readonly publisher: GitHubPublisher;
}

/** Waits that suit an emulator without lag. */
const publisherWaits = {
  quarantineMs: 1_000,
  lagMs: 10,
  visibilityMs: 1_000,
  pollMs: 100,
  backoffFirstMs: 10,
  backoffMaxMs: 100,
  clearingMs: 10_000,
  webScheme: 'http',
} as const;

/** Opens a system over a folder; whoever opens it closes its store. */
export async function openSystem(site: SystemSite): Promise<System> {
  const { clock, entropy, verifier, github } = site;
  const store = await openSqliteStore(join(site.home, 'marketops.db'), { clock });
  const content = await ContentIndex.open(join(site.home, 'content'));
  const policy = await openStagePolicy(site.policy);
  const publisher = new GitHubPublisher({
    clock,
    entropy,
    verifier,
    store: store.publisher,
    sessions: github.sessions,
    content: new FileContentSource(content),
    pins: () => site.pins,
    options: publisherWaits,
  });
  const authority = { clock, entropy, verifier, policy, store: store.authority };
  const minting = {
    ...authority,
    authorization: new AuthorizationPolicy({ policy, verifier }),
    mintSigner: asMintSigner(stageKey('mint')),
    adviseSigner: asAdviseSigner(stageKey('advise')),
    audience: stageAudience,
    actor: site.pins.trustRoot.authority,
  };
  const generator = new ReceiptGenerator(minting);
  return {
    store,
    trust: new TrustRegister(authority),
    policies: new PolicyRegister(authority),
    ceremony: new ApprovalCeremony(authority),
    minting,
    generator,
    receipts: new ReceiptRegister(authority),
    bridge: new FederationCoreBridge({ ...authority, generator, publisher }),
    engine: await openEngine(site, { store, content, policy }),
    publisher,
  };
}

async function openEngine(
  { clock, entropy, project, github }: SystemSite,
  by: { readonly store: SqliteStore; readonly content: ContentIndex; readonly policy: PolicyPort },
): Promise<MarketOpsEngine> {
  const { store, content, policy } = by;
  const opened = await FolderProjectReader.open(project);
  if (!opened.ok) throw new TypeError(`${opened.refusal.code}: ${opened.refusal.found}`);
  return new MarketOpsEngine({
    clock,
    entropy,
    project: opened.value,
    repositories: github.readers,
    weigher: new PolicyForecast({ store: store.authority, policy }),
    content: new FileContentRegistry(content),
    runs: store.runs,
    observer: null,
  });
}
