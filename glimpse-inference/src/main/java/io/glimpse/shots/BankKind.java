package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.bank.Shot;
import io.glimpse.cloud.CloudReader;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** What the shots of a bank are, and so what may be compared with them. */
public enum BankKind {
  IMAGES("a picture", "pictures"),
  CLOUDS("a point cloud", "point clouds");

  private final String one;
  private final String many;

  BankKind(String one, String many) {
    this.one = one;
    this.many = many;
  }

  /**
   * What a bank holds; one that was made before banks said so is judged by its files' names, and
   * one without any is for images.
   */
  public static BankKind of(Bank bank) {
    boolean named = bank.shots().size() > 0 && bank.shots().stream().allMatch(BankKind::isCloud);
    return bank.clouds() != null || named ? CLOUDS : IMAGES;
  }

  private static boolean isCloud(Shot shot) {
    try {
      return CloudReader.isCloudName(Path.of(shot.source()));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** What most of some inputs are; labels and features that lie beside images do not count. */
  public static BankKind of(List<? extends Input> inputs) {
    long clouds = inputs.stream().filter(CloudReader::isCloud).count();
    long images = inputs.size() - clouds;
    if (images > 0) {
      clouds -= inputs.stream().filter(CloudReader::isOfCommonName).count();
    }
    return clouds > images ? CLOUDS : IMAGES;
  }

  /**
   * Refuses an input of the other kind.
   *
   * @throws ImageException naming the input
   */
  public void require(Input input) throws ImageException {
    BankKind kind = CloudReader.isCloud(input) ? CLOUDS : IMAGES;
    if (kind != this) {
      throw new ImageException(
          input.name() + ": this is " + kind.one + ", but the bank holds " + many, null);
    }
  }
}
