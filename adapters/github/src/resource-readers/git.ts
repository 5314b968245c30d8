// SPDX-License-Identifier: Apache-2.0
// Refs and objects of a repository's git database.
import type {
  BodyReader,
  GitHubCommit,
  GitHubRef,
  GitHubTagObject,
  GitHubTree,
  GitObjectId,
} from '@marketops/core';
import { objectReader } from './fields.ts';

/** Reads a ref. */
export const readRef: BodyReader<GitHubRef> = objectReader((fields) => ({
  ref: fields.text('ref'),
  ...fields.object('object', (target) => ({
    oid: target.oid('sha'),
    objectType: target.text('type'),
  })),
}));

/** Reads an annotated tag object. */
export const readTagObject: BodyReader<GitHubTagObject> = objectReader((fields) => ({
  oid: fields.oid('sha'),
  tagName: fields.text('tag'),
  message: fields.text('message'),
  ...fields.object('object', (target) => ({
    targetOid: target.oid('sha'),
    targetType: target.text('type'),
  })),
}));

/** Reads a commit of the git database. */
export const readCommit: BodyReader<GitHubCommit> = objectReader((fields) => ({
  oid: fields.oid('sha'),
  treeOid: fields.object('tree', (tree) => tree.oid('sha')),
  parentOids: fields.list('parents', (parent) => parent.oid('sha')),
  message: fields.text('message'),
}));

/** Reads one folder. */
export const readTree: BodyReader<GitHubTree> = objectReader((fields) => ({
  oid: fields.oid('sha'),
  entries: fields.list('tree', (entry) => ({
    path: entry.text('path'),
    mode: entry.text('mode'),
    type: entry.text('type'),
    oid: entry.oid('sha'),
  })),
  truncated: fields.flag('truncated'),
}));

/** Reads the id of an object that was made. */
export const readObjectId: BodyReader<GitObjectId> = objectReader((fields) => fields.oid('sha'));
