package io.tidemark.reports.billion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
    @TempDir
    Path parent;

    @Test
    void aTemporaryOneIsDeletedWithItsFiles() throws IOException {
        Path path;
        try (WorkFolder folder = WorkFolder.temporary(parent)) {
            path = folder.path();
            Files.writeString(path.resolve("file"), "12345");
            assertThat(folder.bytes()).isEqualTo(5);
        }

        assertThat(path).doesNotExist();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aKeptOneIsMadeAndStays() throws IOException {
        try (WorkFolder folder = WorkFolder.kept(parent.resolve("a/b"))) {
            Files.writeString(folder.path().resolve("file"), "12345");
        }

        assertThat(parent.resolve("a/b/file")).hasContent("12345");
    }

    @Test
    void tooFullADiskIsSaidAtOnce() throws IOException {
        try (WorkFolder folder = WorkFolder.temporary(parent)) {
            folder.expectRoom(0);
            assertThatThrownBy(() -> folder.expectRoom(Long.MAX_VALUE))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("the disk is too full: expected 9223372036854775807 bytes free, found");
        }
    }
}
