package io.glimpse.shots;

import io.glimpse.bank.Shot;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.Input;
import io.glimpse.image.Fit;
import io.glimpse.image.Image;
import io.glimpse.image.ImageException;
import io.glimpse.image.Preprocessing;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Small pictures of shots in a folder, each named by the id of its shot, as a service keeps them:
 * what its encoder saw of the picture. One that is smaller than what the other encoder looks at
 * would have to be made up in part, and is not taken.
 */
final class ShotThumbnails {

  private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", "");

  private final Path folder;
  private final ImagePipeline pipeline;

  /**
   * Those of a folder.
   *
   * @param pipeline into the encoder that they are for
   */
  ShotThumbnails(Path folder, ImagePipeline pipeline) {
    this.folder = folder;
    this.pipeline = pipeline;
  }

  /** That of a shot; empty where there is none. */
  Optional<Input> of(Shot shot) {
    try {
      return ENDINGS.stream()
          .map(ending -> folder.resolve(shot.id() + ending))
          // An id is whatever the bank says, and is no way out of the folder.
          .filter(file -> folder.equals(file.getParent()) && Files.isRegularFile(file))
          .map(Input::of)
          .findFirst();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether it is as large as what the encoder looks at.
   *
   * @throws ImageException if it cannot be read
   */
  boolean isLargeEnough(Input thumbnail) throws ImageException {
    Preprocessing wanted = pipeline.encoder().preprocessing();
    Image image = pipeline.reader().read(thumbnail);
    int edge = wanted.fit() instanceof Fit.Shortest shortest ? shortest.edge() : 1;
    return image.width() >= Math.max(edge, wanted.width())
        && image.height() >= Math.max(edge, wanted.height());
  }
}
