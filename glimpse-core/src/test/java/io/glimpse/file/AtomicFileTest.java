package io.glimpse.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  private final Path folder;
  private final Path target;

  AtomicFileTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    target = Files.writeString(folder.resolve("bank.bin"), "old");
  }

  @Test
  void aWholeFileReplacesTheOldOne() throws IOException {
    AtomicFile.write(target, out -> out.write(new byte[] {'n', 'e', 'w'}));

    assertThat(target).hasContent("new");
    assertThat(folder).isDirectoryContaining(target::equals);
    assertThat(folder.toFile().list()).containsExactly("bank.bin");
  }

  @Test
  void whoCouldReadTheOldFileCanReadTheNewOne() throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    assumeThat(view).isNotNull();
    view.setPermissions(PosixFilePermissions.fromString("rw-------"));

    AtomicFile.write(target, out -> out.write('x'));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-------");
  }

  @Test
  void aTargetThatCannotBeWrittenIsRefusedBeforehand() throws IOException {
    AtomicFile.requireWritable(target);

    assertThat(target).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("bank.bin");
    assertThatThrownBy(() -> AtomicFile.requireWritable(folder))
        .isInstanceOf(FileSystemException.class);
    assertThatThrownBy(() -> AtomicFile.requireWritable(folder.resolve("none/x")))
        .isInstanceOf(FileSystemException.class);
  }

  @Test
  void theOldFileStaysWhereTheContentFails() {
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("no more");
                    }))
        .hasMessage("no more");

    assertThat(target).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("bank.bin");
  }

  @Test
  void withoutACommitNothingChanges() throws IOException {
    try (AtomicFile file = AtomicFile.create(target)) {
      file.append(ByteBuffer.wrap(new byte[5]));
      assertThat(folder.toFile().list()).anyMatch(name -> name.matches("\\.glimpse-\\w+\\.tmp"));
    }

    assertThat(target).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("bank.bin");
  }

  @Test
  void overwritingLeavesThePlaceToAppend() throws IOException {
    try (AtomicFile file = AtomicFile.create(target)) {
      file.append(ByteBuffer.wrap(new byte[] {'.', 'b'}));
      file.overwrite(0, ByteBuffer.wrap(new byte[] {'a'}));
      file.append(ByteBuffer.wrap(new byte[] {'c'}));
      file.commit();
    }

    assertThat(target).hasContent("abc");
  }

  @Test
  void aMissingFolderIsNamed() {
    Path lost = folder.resolve("missing").resolve("x.npy");

    assertThatThrownBy(() -> AtomicFile.create(lost))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(lost + ": ")
        .hasMessageContaining("folder " + lost.getParent() + " does not exist");
  }

  @Test
  void aFileInPlaceOfTheFolderIsNamed() {
    assertThatThrownBy(() -> AtomicFile.create(target.resolve("x.npy")))
        .hasMessageContaining(target + " is not a folder");
  }

  @Test
  void onlyARegularFileIsReplaced() {
    assertThatThrownBy(() -> AtomicFile.create(folder))
        .hasMessageStartingWith(folder + ": ")
        .hasMessageContaining("not a regular file");
  }

  @Test
  void aSymbolicLinkStaysOne() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);

    AtomicFile.write(link, out -> out.write('x'));

    assertThat(link).isSymbolicLink().hasContent("x");
    assertThat(target).hasContent("x");
  }

  @Test
  void aLinkToNothingYetIsFollowed() throws IOException {
    Files.createDirectory(folder.resolve("far"));
    Files.createSymbolicLink(folder.resolve("far/second"), Path.of("../new.bin"));
    Path link = Files.createSymbolicLink(folder.resolve("first"), Path.of("far/second"));

    AtomicFile.write(link, out -> out.write('x'));

    assertThat(link).isSymbolicLink().hasContent("x");
    assertThat(folder.resolve("new.bin")).isRegularFile().hasContent("x");
  }

  @Test
  void aLinkToItselfIsRefused() throws IOException {
    Path link = folder.resolve("loop");
    Files.createSymbolicLink(link, link);

    assertThatThrownBy(() -> AtomicFile.create(link))
        .isInstanceOf(IOException.class)
        .hasMessage(link + ": is a symbolic link that leads to no end");
  }

  @Test
  void theLongestNameThatAFileMayHaveIsFine() throws IOException {
    Path longest = folder.resolve("n".repeat(255));

    AtomicFile.write(longest, out -> out.write('x'));

    assertThat(longest).hasContent("x");
  }
}
