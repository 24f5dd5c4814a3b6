package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.Shot;
import io.glimpse.cloud.CloudReader;
import io.glimpse.file.Input;
import io.glimpse.image.Image;
import io.glimpse.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The pictures that the shots of a bank were made of, where their files still hold them. */
public final class ShotPictures {

  private final BankShots shots;
  private final ImageDecoder decoder;

  /** Those of a bank. */
  public ShotPictures(Bank bank, ImageDecoder decoder) {
    this(bank.shots(), decoder);
  }

  ShotPictures(BankShots shots, ImageDecoder decoder) {
    this.shots = shots;
    this.decoder = decoder;
  }

  /** A shot's picture; null if it is a point cloud, or its file is gone, changed or unreadable. */
  public @Nullable Image read(int shot) {
    Shot from = shots.get(shot);
    try {
      Path file = Path.of(from.source());
      Input input = Input.of(file);
      // The path is whatever the bank says: a pipe would be waited for, a device never end.
      if (CloudReader.isCloud(input)
          || !Files.isRegularFile(file)
          || !ShotId.of(input).equals(from.id())) {
        return null;
      }
      return decoder.read(input);
    } catch (IOException | InvalidPathException e) {
      // The bank is whole without its files.
      return null;
    }
  }
}
