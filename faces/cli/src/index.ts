// SPDX-License-Identifier: Apache-2.0
// The public surface of the command line, listed name by name.
export { runCommandLine } from './command-line.ts';
export { earlierOperations, type Continuation } from './composition/earlier-operations.ts';
export { FORMATS, type Format } from './composition/formats.ts';
export { publicationRoad } from './composition/publication-road.ts';
export { type TerminalStreams } from './face/terminal.ts';
