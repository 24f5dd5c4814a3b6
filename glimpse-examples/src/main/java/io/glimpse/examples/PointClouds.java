package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.file.Input;
import io.glimpse.input.LabelledInputs;
import io.glimpse.shots.BankRecipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Point clouds go the way of images: a name that ends like their format tells them. */
public final class PointClouds {

  private PointClouds() {}

  /** Takes nothing: the clouds are made up. */
  public static void main(String[] args) throws IOException {
    // begin
    try (var glimpse = Glimpse.open()) {
      var shapes =
          glimpse.fewShot(
              BankRecipe.usual(),
              LabelledInputs.of(
                  Map.of(
                      "rod", List.of(ellipsoid(0.1, 1), ellipsoid(0.2, 2)),
                      "disc", List.of(ellipsoid(4, 3), ellipsoid(5, 4)))));
      System.out.println(shapes.classify(ellipsoid(0.15, 5)).best().name());
      System.out.println(shapes.explain(ellipsoid(4.5, 6)).views().size() + " views");
    }
    // end
  }

  /** Points of an ellipsoid that is so many times as wide as high, in lines of x, y and z. */
  private static Input ellipsoid(double width, long seed) {
    Random random = new Random(seed);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      double x = width * random.nextGaussian();
      double z = width * random.nextGaussian();
      lines.append(x).append(' ').append(random.nextGaussian()).append(' ').append(z).append('\n');
    }
    byte[] bytes = lines.toString().getBytes(StandardCharsets.US_ASCII);
    return Input.of("shape" + seed + ".xyz", bytes);
  }
}
