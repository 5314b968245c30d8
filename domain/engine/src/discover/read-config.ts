// SPDX-License-Identifier: Apache-2.0
// From the bytes of marketops.yaml to a configuration, or to one line that says where it is wrong.
import { refusal, visibleText } from '@marketops/core';
import { projectConfigSchema, type ProjectConfig } from '../config/project-config.ts';
import type { ConfigFile, ConfigReading, Reading } from '../port/project-facts.ts';

/** A configuration and the file it was read from. */
export interface ReadConfig {
  readonly config: ProjectConfig;
  readonly file: ConfigFile;
}

/** Accepts a configuration file whose every member is known and means what it says. */
export function readConfig(reading: ConfigReading): Reading<ReadConfig> {
  if (!reading.ok) return reading;
  const file = reading.value;
  const parsed = projectConfigSchema.parse(file.value, '');
  if (parsed.ok) return { ok: true, value: { config: parsed.value, file } };
  const { path, expected, found } = parsed.problem;
  const place = `${file.path}:${file.locate(path)}`;
  return {
    ok: false,
    refusal: refusal('config.invalid', {
      subject: visibleText(path === '' ? place : `${place} ${path}`),
      expected,
      found: visibleText(found),
    }),
  };
}
