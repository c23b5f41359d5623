/**
 * Backups made from the engine's windows. A {@link io.tidemark.backup.BackupCoordinator} joins a host and its engine to a
 * {@link io.tidemark.backup.BackupRepository}, the folder that the backups go to; what it makes, batch by batch, is a
 * {@link io.tidemark.backup.BackupSession}. The repository lists, verifies, restores and merges them, without host or engine.
 *
 * <p>The format has four homes: file names and states in {@code BackupFile} and {@code BackupCatalog}, the manifest in {@code
 * ManifestFormat}, the pack in {@code PackLayout}, the sets in {@code BackupSets}; what is encrypted how in {@code PackCipher}.
 */
@NullMarked
package io.tidemark.backup;

import org.jspecify.annotations.NullMarked;
