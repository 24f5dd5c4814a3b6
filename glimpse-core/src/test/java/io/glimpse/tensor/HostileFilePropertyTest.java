package io.glimpse.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.matrix.Matrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Damaged files give values or a {@link TensorFormatException}, and allocate next to nothing. */
class HostileFilePropertyTest {

  /** Some bytes overwritten, then a cut; positions are fractions of the file's length. */
  record Damage(List<Double> positions, List<Byte> values, double kept) {

    byte[] applyTo(byte[] good) {
      byte[] bad = good.clone();
      for (int i = 0; i < Math.min(positions.size(), values.size()); i++) {
        bad[(int) (positions.get(i) * bad.length)] = values.get(i);
      }
      return Arrays.copyOf(bad, (int) Math.ceil(kept * bad.length));
    }
  }

  private interface Reading {
    long valuesOf(Path path) throws IOException;
  }

  private static Path file = Path.of("");

  @BeforeContainer
  static void createFile() throws IOException {
    file = Files.createTempFile("hostile", ".bin");
  }

  @AfterContainer
  static void deleteFile() throws IOException {
    Files.delete(file);
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void npy(@ForAll("damage") Damage damage) throws IOException {
    byte[] good = NpyBytes.file("<f4", true, "(2, 3)", new byte[24]);

    check(
        damage.applyTo(good),
        path -> {
          try (NpyFile npy = NpyFile.open(path)) {
            return npy.readAll().length;
          }
        });
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void npz(@ForAll("damage") Damage damage) throws IOException {
    ByteArrayOutputStream good = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(good)) {
      zip.putNextEntry(new ZipEntry("a.npy"));
      zip.write(NpyBytes.file("<f4", false, "(2, 3)", new byte[24]));
    }

    check(
        damage.applyTo(good.toByteArray()),
        path -> {
          long values = 0;
          try (Npz npz = Npz.open(path)) {
            for (String name : npz.names()) {
              values += npz.read(name).values().length;
            }
          }
          return values;
        });
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void safetensors(@ForAll("damage") Damage damage) throws IOException {
    Files.deleteIfExists(file);
    new SafetensorsWriter()
        .add("a", new Matrix(2, 3))
        .add("b", new byte[5], 5)
        .metadata("k", "v")
        .write(file);

    check(
        damage.applyTo(Files.readAllBytes(file)),
        path -> {
          long values = 0;
          try (Safetensors tensors = Safetensors.open(path)) {
            for (String name : tensors.names()) {
              values += tensors.floats(name).length;
            }
          }
          return values;
        });
  }

  @Provide
  Arbitrary<Damage> damage() {
    Arbitrary<Double> position = Arbitraries.doubles().between(0, true, 1, false);
    Arbitrary<Byte> telling =
        Arbitraries.strings()
            .withChars("0123456789{}[]()'\":,-<>f\0")
            .ofLength(1)
            .map(s -> (byte) s.charAt(0));
    Arbitrary<Byte> value = Arbitraries.oneOf(Arbitraries.bytes(), telling);
    Arbitrary<Double> kept =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(1.0)), Tuple.of(1, Arbitraries.doubles().between(0, 1)));
    return Combinators.combine(
            position.list().ofMinSize(0).ofMaxSize(6), value.list().ofSize(6), kept)
        .as(Damage::new);
  }

  private static void check(byte[] bytes, Reading reading) throws IOException {
    // Deleted first: some file systems flush a file to the disk when it is overwritten.
    Files.deleteIfExists(file);
    Files.write(file, bytes);
    try {
      // No file of n bytes holds more than n values, so no array was longer than that.
      assertThat(reading.valuesOf(file)).isLessThanOrEqualTo(bytes.length);
    } catch (TensorFormatException e) {
      assertThat(e).hasMessageStartingWith(file.toString());
    }
  }
}
