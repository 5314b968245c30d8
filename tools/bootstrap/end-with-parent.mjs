// SPDX-License-Identifier: Apache-2.0
// Preloaded into npm: ends it when the bootstrap that started it is gone, even if that was killed.
// An install that outlives its bootstrap would write into a tree that the next one is repairing.

process.on('disconnect', () => process.exit(1));
// Watching must not itself keep npm alive once it is done.
process.channel?.unref();
