// SPDX-License-Identifier: Apache-2.0
// The engine over a home and a project folder. It plans with a credential that can only read.
import { PolicyForecast } from '@marketops/authority';
import { MarketOpsEngine, type EnginePorts, type RunObserver } from '@marketops/engine';
import { HttpRepositoryReaders, type GitHubConnection } from '@marketops/github';
import { FolderProjectReader } from '@marketops/project';
import { ContentIndex, FileContentRegistry } from '@marketops/system';
import { refuse } from '../face/command-result.ts';
import { readingCredential } from './github.ts';
import type { OpenedHome } from './opened-home.ts';

/** What an engine is opened over. */
export interface EngineSite {
  readonly home: OpenedHome;
  readonly github: GitHubConnection;
  /** The folder that holds marketops.yaml. */
  readonly project: string;
  readonly observer: RunObserver | null;
}

/** Opens the engine; throws CommandRefused where the project folder cannot be read. */
export async function openEngine(site: EngineSite): Promise<MarketOpsEngine> {
  const { home, github, observer } = site;
  const project = await FolderProjectReader.open(site.project);
  if (!project.ok) return refuse(project.refusal);
  const { clock, entropy } = home.machine;
  const ports: EnginePorts = {
    clock,
    entropy,
    observer,
    project: project.value,
    repositories: new HttpRepositoryReaders(github, await readingCredential(home.settings)),
    weigher: new PolicyForecast({ store: home.store.authority, policy: home.policy }),
    content: new FileContentRegistry(await ContentIndex.open(home.files.content)),
    runs: home.store.runs,
  };
  return new MarketOpsEngine(ports);
}
