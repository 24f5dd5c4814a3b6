package io.glimpse.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes archives as PyTorch does, of stored members. */
final class TorchBytes implements AutoCloseable {

  private final ZipOutputStream zip;

  TorchBytes(Path path) throws IOException {
    OutputStream out = Files.newOutputStream(path);
    this.zip = new ZipOutputStream(out);
  }

  TorchBytes member(String name, byte... content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    return this;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
