package io.glimpse.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.tensor.Npy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudReaderTest {

  private static final String PLY =
      "ply|format %s 1.0|comment made here|element vertex 4|property uchar red|"
          + "property double z|property float x|property short y|"
          + "element face 2|property list uchar int vertex_indices|property uchar flags|"
          + "end_header|";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void plyTextHasPropertiesInAnyOrder(String end) throws IOException {
    String text =
        PLY.formatted("ascii") + "9 0.5 1 -2|9 1.5 0 0||9 0 0 1|9 0 1e1 1|4 0 1 2 3 7|3 0 1 2 7|";

    CloudFile cloud = read(text.replace("|", end));

    assertThat(cloud.format()).isEqualTo(CloudFormat.PLY);
    assertThat(cloud.points().toArray()).containsExactly(1, -2, 0.5, 0, 0, 1.5, 0, 1, 0, 10, 1, 0);
    assertThat(cloud.triangles()).containsExactly(0, 1, 2, 0, 2, 3, 0, 1, 2);
  }

  @Test
  void plyBinaryIsReadInBothByteOrders() throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      String word = order == ByteOrder.LITTLE_ENDIAN ? "little" : "big";
      ByteBuffer data = ByteBuffer.allocate(4 * 15 + 17 + 1 + 13 + 1).order(order);
      for (int v = 0; v < 4; v++) {
        data.put((byte) 9).putDouble(v + 0.25).putFloat(-v).putShort((short) (10 * v));
      }
      data.put((byte) 4).putInt(0).putInt(1).putInt(2).putInt(3).put((byte) 1);
      data.put((byte) 3).putInt(3).putInt(2).putInt(1).put((byte) 1);

      CloudFile cloud = read(bytes(PLY.formatted("binary_" + word + "_endian"), data));

      assertThat(cloud.points().toArray())
          .containsExactly(0, 0, 0.25, -1, 10, 1.25, -2, 20, 2.25, -3, 30, 3.25);
      assertThat(cloud.faces()).isEqualTo(3);
      byte[] cut = bytes(PLY.formatted("binary_" + word + "_endian"), data);
      for (int length : new int[] {cut.length - 1, cut.length - 14, cut.length - 60}) {
        assertRefused(java.util.Arrays.copyOf(cut, length), "header promises");
      }
    }
  }

  @Test
  void triangleStripsAreUnrolled() throws IOException {
    CloudFile cloud =
        read(
            "ply|format ascii 1.0|element vertex 4|property float x|property float y|"
                + "property float z|element tristrips 1|property list int int vertex_indices|"
                + "end_header|0 0 0|1 0 0|0 1 0|1 1 0|8 0 1 2 3 -1 1 2 3|");

    assertThat(cloud.triangles()).containsExactly(0, 1, 2, 2, 1, 3, 1, 2, 3);
  }

  @Test
  void objCountsFromOneOrBackFromTheLastVertex() throws IOException {
    CloudFile cloud =
        read(
            "# a square|o thing|v 0 0 0|v 1 0 0 0.5 0.5 0.5|vt 0 0|v 1 1 0 # here|"
                + "v 0 1 0|f 1/1/1 2//2 \\| 3/1 4|f -4 -3 -2|");

    assertThat(cloud.format()).isEqualTo(CloudFormat.OBJ);
    assertThat(cloud.points().size()).isEqualTo(4);
    assertThat(cloud.triangles()).containsExactly(0, 1, 2, 0, 2, 3, 0, 1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OFF|3 1 0|",
        "OFF3 1 0|",
        "OFF 3 1 0|",
        "# made here|OFF|# counts|3 1|",
        "COFF|3 1 0|",
        "NOFF|3 1 0|",
        "STOFF|3 1 0|"
      })
  void offHasItsVariants(String head) throws IOException {
    CloudFile cloud = read(head + "0 0 0 9 9|1 0 0 9 9|0 1.5 0 9 9|3 0 1 2 255 0 0|");

    assertThat(cloud.format()).isEqualTo(CloudFormat.OFF);
    assertThat(cloud.points().bounds().high()).isEqualTo(new Bounds.Point(1, 1.5, 0));
    assertThat(cloud.triangles()).containsExactly(0, 1, 2);
  }

  @Test
  void stlKeepsTheThreeCornersOfEveryFacet() throws IOException {
    String facet =
        "facet normal 0 0 1| outer loop|  vertex 0 0 0|  vertex 1 0 0|  vertex 0 1 0|"
            + " endloop|endfacet|";
    CloudFile text = read("solid a vertex of mine|" + facet + facet + "endsolid a|");
    ByteBuffer data = ByteBuffer.allocate(50).order(ByteOrder.LITTLE_ENDIAN).position(24);
    data.putFloat(1).putFloat(2).putFloat(3);
    byte[] head = new byte[84];
    System.arraycopy("solid but binary".getBytes(StandardCharsets.US_ASCII), 0, head, 0, 16);
    head[80] = 1;

    CloudFile binary = read(bytes(new String(head, StandardCharsets.ISO_8859_1), data));

    assertThat(text.points().size()).isEqualTo(6);
    assertThat(text.faces()).isEqualTo(2);
    assertThat(binary.points().size()).isEqualTo(3);
    assertThat(binary.faces()).isEqualTo(1);
    assertThat(binary.format()).isEqualTo(CloudFormat.STL);
    assertThat(binary.points().bounds().high()).isEqualTo(new Bounds.Point(1, 2, 3));
    assertRefused("solid a|" + facet, "endsolid");
  }

  @Test
  void linesOfNumbersAreXyzPtsOrCsv() throws IOException {
    assertThat(read("1 2 3|4\t5  6 255 0 0|# end").format()).isEqualTo(CloudFormat.XYZ);
    assertThat(read("2|1 2 3 9|4 5 6 9|").format()).isEqualTo(CloudFormat.PTS);
    CloudFile named = read("id,\"Z\",X,Y|a7,3,1,2|".replace("a7", "7"));
    assertThat(named.format()).isEqualTo(CloudFormat.CSV);
    assertThat(named.points().toArray()).containsExactly(1, 2, 3);
    assertThat(read("//X Y Z|1 2 3").points().toArray()).containsExactly(1, 2, 3);
    assertThat(read("# point x y z|1 2 3 4").points().toArray()).containsExactly(1, 2, 3);
    assertThat(read("# stored as x, y, z|1 2 3 4 5").points().toArray()).containsExactly(1, 2, 3);
    assertThat(read("OFFSET x y z|0 1 2 3").points().toArray()).containsExactly(1, 2, 3);
    assertRefused("3|1 2 3|", "promises 3 points, but 1");
    assertRefused("1 2 3|1 2|", "line 2 ends");
    assertRefused("1 2 3|1 2 x|", "line 2 has 'x'");
    assertRefused("hello world", "'hello'");
  }

  @Test
  void cellsOfTablesKeepTheirColumns() throws IOException {
    for (String table :
        new String[] {
          ",x,y,z|0,1,2,3|1,4,5,6",
          "x,y,z,name|1,2,3,|4,5,6,\"a, b\"",
          "note,x,y,z||,1,2,3|none, 4 ,\"5\",6",
          "X (m);Y (m);Z [m]|1;2;3|4;5;6;",
          "#made today|# label x y z|7 1 2 3|7 4 5 6",
          "\u00ef\u00bb\u00bfx,y,z|1,2,3|4,5,6"
        }) {
      assertThat(read(table).points().toArray()).as(table).containsExactly(1, 2, 3, 4, 5, 6);
    }
    assertRefused("x,y,z|1,,3|", "line 2 has an empty cell");
    assertRefused("x;y;z|0,5;1,5;2,5|", "line 2 has '0,5'");
    assertRefused("x y z|1 0.1 0.2 0.3|", "line 2 has 4 values under 3 names");
  }

  @Test
  void oddFormsThatProgramsWriteAreRead() throws IOException {
    assertThat(read("v 0 0 \\|1|v 1 0 0|v 0 1 0|f 1 2\\| \\|3|").triangles())
        .containsExactly(0, 1, 2);
    assertThat(
            read("solid a|facet normal 0 0 1|outer loop|vertex 0 0 0|vertex 1 0 0|vertex 0 1 0|"
                    + "end loop|end facet|end solid a|")
                .faces())
        .isEqualTo(1);
    assertThat(
            read("VERSION .7|FIELDS x y z|SIZE 4 4 4|TYPE F F F|WIDTH 1|HEIGHT 1|DATA ASCII|1 2 3|")
                .points()
                .toArray())
        .containsExactly(1, 2, 3);
    Path off = Files.write(folder.resolve("counts.off"), ascii("3 1 0|0 0 0|1 0 0|0 1 0|3 0 1 2|"));
    assertThatThrownBy(() -> CloudReader.read(off)).hasMessageContaining("does not begin with OFF");
  }

  @Test
  void coordinatesKeepDoublePrecision() throws IOException {
    double[] metres = {500000.123, 4649776.987, 12.5, 500000.223, 4649776.999, 12.75};
    for (boolean fortran : new boolean[] {false, true}) {
      ByteBuffer data = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < 6; i++) {
        data.putDouble(fortran ? metres[i % 2 * 3 + i / 2] : metres[i]);
      }
      String header =
          "{'descr': '<f8', 'fortran_order': %s, 'shape': (2, 3), }%s"
              .formatted(fortran ? "True" : "False", fortran ? "|" : " |");

      assertThat(
              read(bytes("\u0093NUMPY\1\0" + (char) header.length() + "\0" + header, data))
                  .points()
                  .toArray())
          .containsExactly(metres);
    }
  }

  @Test
  void pcdIsTextOrBinaryOrCompressed() throws IOException {
    String head =
        "# .PCD v0.7|VERSION 0.7|FIELDS rgb x y z|SIZE 4 4 4 8|TYPE U F F F|COUNT 1 1 1 1|"
            + "WIDTH 2|HEIGHT 1|VIEWPOINT 0 0 0 1 0 0 0|POINTS 2|DATA ";
    ByteBuffer rows = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    rows.putInt(1).putFloat(1).putFloat(2).putDouble(3);
    rows.putInt(1).putFloat(4).putFloat(5).putDouble(6);
    ByteBuffer columns = ByteBuffer.allocate(8 + 42).order(ByteOrder.LITTLE_ENDIAN);
    columns.putInt(42).putInt(40);
    columns.put((byte) 31).putInt(1).putInt(1).putFloat(1).putFloat(4).putFloat(2).putFloat(5);
    columns.putDouble(3).put((byte) 7).putDouble(6);

    for (CloudFile cloud :
        new CloudFile[] {
          read(head + "ascii|7 1 2 3|7 4 5 6|"),
          read(bytes(head + "binary|", rows)),
          read(bytes(head + "binary_compressed|", columns))
        }) {
      assertThat(cloud.format()).isEqualTo(CloudFormat.PCD);
      assertThat(cloud.points().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }
    assertRefused(head + "ascii|7 1 2 3|", "header promises 2 points");
    assertRefused(head + "binary|7 1 2 3|", "header promises 2 points");
    assertRefused(head.replace("WIDTH 2", "WIDTH 3") + "ascii|", "do not agree");
    String fewer = head.replace("WIDTH 2", "WIDTH 1").replace("POINTS 2", "POINTS 1");
    assertThatThrownBy(() -> read(bytes(fewer + "binary_compressed|", columns)))
        .isInstanceOf(CloudException.class)
        .hasMessageContaining("but 1 points of");
  }

  @Test
  void numpyFilesAreACloudOrABatchOfThem() throws IOException {
    Path one = folder.resolve("one.npy");
    Npy.write(one, new float[] {1, 2, 3, 9, 4, 5, 6, 9}, 2, 4);
    Path batch = folder.resolve("batch.npy");
    Npy.write(batch, new float[] {1, 2, 3, 4, 5, 6}, 2, 1, 3);

    assertThat(CloudReader.read(one).points().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(CloudReader.read(folder.resolve("batch.npy#1")).points().toArray())
        .containsExactly(4, 5, 6);
    assertThatThrownBy(() -> CloudReader.read(batch))
        .isInstanceOf(CloudException.class)
        .hasMessageContaining("batch.npy#0");
    Path transposed = folder.resolve("transposed.npy");
    Npy.write(transposed, new float[3 * 100], 3, 100);
    assertThatThrownBy(() -> CloudReader.read(transposed))
        .hasMessageContaining("transposed.npy: rows of 100 values are no points");
    assertThatThrownBy(() -> CloudReader.read(folder.resolve("batch.npy#2")))
        .isInstanceOf(CloudException.class)
        .hasMessageContaining("there are 2 clouds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "inf", "-Infinity", "1e999", "1e31"})
  void coordinatesThatCannotBeWorkedWithAreRefusedByTheirPlace(String value) throws IOException {
    assertRefused("0 0 0|0 " + value + " 0|", "point 1 (counted from 0) has y = ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "||",
        "ply|",
        "ply|format ascii 1.0|element vertex 3|property float x|end_header|1|2|3|",
        "ply|format ascii 1.0|element vertex 0|property float x|property float y|"
            + "property float z|end_header|",
        "ply|format ascii 1.0|element vertex 99999999999|property float x|"
            + "property float y|property float z|end_header|1 2 3|",
        "ply|format binary_little_endian 1.0|element vertex 2000000000|property float x|"
            + "property float y|property float z|end_header|",
        "ply|format binary_little_endian 1.0|element x 9000000000000000|element tristrips"
            + " 9000000000000000|end_header|",
        "ply|format ascii 1.0|element vertex 1|property float x|property float y|"
            + "property float z|end_header|1 2 3|4 5 6|",
        "ply|format ascii 1.0|element vertex 1|property float x|property float y|"
            + "property float z|element face 1|property list uchar int vertex_indices|"
            + "end_header|1 2 3|3 0 0 1|",
        "ply|format ascii 1.0|element vertex 1|property float x|property float y|"
            + "property float z|element face 1|property list uchar int vertex_indices|"
            + "end_header|1 2 3|2000000000 0 0 1|",
        "OFF|1000000000 1 0|0 0 0|",
        "OFF|3 2 0|0 0 0|1 0 0|0 1 0|3 0 1 2|",
        "OFF|3 1 0|0 0 0|1 0 0|0 1 0|3 0 1 3|",
        "OFF|-3 1 0|",
        "OFF|",
        "OFF BINARY|",
        "4OFF|1 0 0|0 0 0 0|",
        "v 1 2|",
        "v 1 2 3|f 1 1 9|",
        "v 1 2 3|f 1 1 -2|",
        "v 1 2 3|f 1 1|",
        "f 1 2 3|",
        "solid|endsolid|",
        "solid|facet|vertex 1 2 3|endfacet|endsolid|",
        "# .PCD|DATA ascii|",
        "VERSION .7|FIELDS x y z|SIZE 4 4 4|TYPE F F F|WIDTH 4000000000|HEIGHT 4000000000|"
            + "DATA binary|",
        "\u0001\u0002",
      })
  void whateverTheBytesTheAnswerIsOneSentence(String text) throws IOException {
    assertRefused(text, ": ");
  }

  @ParameterizedTest
  @EnumSource(CloudFormat.class)
  void everyFormatHasAWord(CloudFormat format) {
    assertThat(format.label()).isLowerCase();
  }

  @Test
  void aFolderAndAMissingFileAreNamed() {
    assertThatThrownBy(() -> CloudReader.read(folder)).hasMessageContaining("this is a folder");
    assertThatThrownBy(() -> CloudReader.read(folder.resolve("none.ply")))
        .isInstanceOf(CloudException.class)
        .hasMessageContaining("there is no such file");
  }

  private CloudFile read(String text) throws IOException {
    return read(ascii(text));
  }

  private CloudFile read(byte[] bytes) throws IOException {
    return CloudReader.read(Files.write(folder.resolve("cloud"), bytes));
  }

  private void assertRefused(String text, String why) throws IOException {
    assertRefused(ascii(text), why);
  }

  private void assertRefused(byte[] bytes, String why) throws IOException {
    Path file = Files.write(folder.resolve("bad"), bytes);
    assertThatThrownBy(() -> CloudReader.read(file))
        .isInstanceOf(CloudException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(why);
  }

  /** The bytes of a text in which | stands for the end of a line. */
  private static byte[] ascii(String text) {
    return text.replace('|', (char) 10).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String head, ByteBuffer data) {
    byte[] start = ascii(head);
    byte[] all = new byte[start.length + data.capacity()];
    System.arraycopy(start, 0, all, 0, start.length);
    data.clear().get(all, start.length, data.capacity());
    return all;
  }
}
