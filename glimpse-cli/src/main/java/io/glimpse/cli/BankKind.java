package io.glimpse.cli;

import io.glimpse.bank.Bank;
import io.glimpse.bank.Shot;
import io.glimpse.cloud.CloudReader;
import io.glimpse.image.ImageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** What the shots of a bank are, and so what may be compared with them. */
enum BankKind {
  PICTURES("a picture", "pictures"),
  CLOUDS("a point cloud", "point clouds");

  private final String one;
  private final String many;

  BankKind(String one, String many) {
    this.one = one;
    this.many = many;
  }

  /** What a bank holds; one that was made before banks said so is judged by its files' names. */
  static BankKind of(Bank bank) {
    boolean clouds = bank.clouds() != null || bank.shots().stream().allMatch(BankKind::isCloud);
    return clouds ? CLOUDS : PICTURES;
  }

  private static boolean isCloud(Shot shot) {
    try {
      return CloudReader.isCloudName(Path.of(shot.source()));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** What most of some files are; labels and features that lie beside pictures do not count. */
  static BankKind of(List<Path> files) {
    long clouds = files.stream().filter(CloudReader::isCloudName).count();
    long pictures = files.size() - clouds;
    if (pictures > 0) {
      clouds -= files.stream().filter(CloudReader::isCommonName).count();
    }
    return clouds > pictures ? CLOUDS : PICTURES;
  }

  /** Refuses a file of the other kind. */
  void require(Path file) throws ImageException {
    BankKind kind = CloudReader.isCloudName(file) ? CLOUDS : PICTURES;
    if (kind != this) {
      throw new ImageException(
          file + ": this is " + kind.one + ", but the bank holds " + many, null);
    }
  }
}
