// SPDX-License-Identifier: Apache-2.0
// The public surface of the project adapter, listed name by name.
export { FolderProjectReader } from './folder-project-reader.ts';
