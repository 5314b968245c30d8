// SPDX-License-Identifier: Apache-2.0
// The public surface of the machine, listed name by name.
export { ContentIndex } from './content/content-index.ts';
export { FileContentRegistry } from './content/file-content-registry.ts';
export { FileContentSource } from './content/file-content-source.ts';
export { sweepDrafts } from './file/drafts.ts';
export { writeDurably } from './file/durable-file.ts';
export { makeFolders } from './file/folder.ts';
export { InterruptedError, untilInterrupted } from './interruption.ts';
export { SystemClock } from './system-clock.ts';
export { SystemEntropy } from './system-entropy.ts';
