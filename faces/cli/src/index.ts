// SPDX-License-Identifier: Apache-2.0
// The public surface of the command line, listed name by name.
export { earlierOperations } from './composition/earlier-operations.ts';
export { FORMATS } from './composition/formats.ts';
export { adviserOf, publicationRoad } from './composition/publication-road.ts';
