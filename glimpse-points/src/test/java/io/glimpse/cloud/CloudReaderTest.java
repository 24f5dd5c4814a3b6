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
      "ply\nformat %s 1.0\ncomment made here\nelement vertex 4\nproperty uchar red\n"
          + "property double z\nproperty float x\nproperty short y\n"
          + "element face 2\nproperty list uchar int vertex_indices\nproperty uchar flags\n"
          + "end_header\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void plyTextHasPropertiesInAnyOrder(String end) throws IOException {
    String text =
        PLY.formatted("ascii")
            + "9 0.5 1 -2\n9 1.5 0 0\n\n9 0 0 1\n9 0 1e1 1\n4 0 1 2 3 7\n3 0 1 2 7\n";

    CloudFile cloud = read(text.replace("\n", end));

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
            "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\n"
                + "property float z\nelement tristrips 1\nproperty list int int vertex_indices\n"
                + "end_header\n0 0 0\n1 0 0\n0 1 0\n1 1 0\n8 0 1 2 3 -1 1 2 3\n");

    assertThat(cloud.triangles()).containsExactly(0, 1, 2, 2, 1, 3, 1, 2, 3);
  }

  @Test
  void objCountsFromOneOrBackFromTheLastVertex() throws IOException {
    CloudFile cloud =
        read(
            "# a square\no thing\nv 0 0 0\nv 1 0 0 0.5 0.5 0.5\nvt 0 0\nv 1 1 0 # here\n"
                + "v 0 1 0\nf 1/1/1 2//2 \\\n 3/1 4\nf -4 -3 -2\n");

    assertThat(cloud.format()).isEqualTo(CloudFormat.OBJ);
    assertThat(cloud.points().size()).isEqualTo(4);
    assertThat(cloud.triangles()).containsExactly(0, 1, 2, 0, 2, 3, 0, 1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OFF\n3 1 0\n",
        "OFF3 1 0\n",
        "OFF 3 1 0\n",
        "# made here\nOFF\n# counts\n3 1\n",
        "COFF\n3 1 0\n",
        "NOFF\n3 1 0\n",
        "STOFF\n3 1 0\n"
      })
  void offHasItsVariants(String head) throws IOException {
    CloudFile cloud = read(head + "0 0 0 9 9\n1 0 0 9 9\n0 1.5 0 9 9\n3 0 1 2 255 0 0\n");

    assertThat(cloud.format()).isEqualTo(CloudFormat.OFF);
    assertThat(cloud.points().bounds().high()).isEqualTo(new Bounds.Point(1, 1.5, 0));
    assertThat(cloud.triangles()).containsExactly(0, 1, 2);
  }

  @Test
  void stlKeepsTheThreeCornersOfEveryFacet() throws IOException {
    String facet =
        "facet normal 0 0 1\n outer loop\n  vertex 0 0 0\n  vertex 1 0 0\n  vertex 0 1 0\n"
            + " endloop\nendfacet\n";
    CloudFile text = read("solid a vertex of mine\n" + facet + facet + "endsolid a\n");
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
    assertRefused("solid a\n" + facet, "endsolid");
  }

  @Test
  void linesOfNumbersAreXyzPtsOrCsv() throws IOException {
    assertThat(read("1 2 3\n4\t5  6 255 0 0\n# end").format()).isEqualTo(CloudFormat.XYZ);
    assertThat(read("2\n1 2 3 9\n4 5 6 9\n").format()).isEqualTo(CloudFormat.PTS);
    CloudFile named = read("id,\"Z\",X,Y\na7,3,1,2\n".replace("a7", "7"));
    assertThat(named.format()).isEqualTo(CloudFormat.CSV);
    assertThat(named.points().toArray()).containsExactly(1, 2, 3);
    assertThat(read("//X Y Z\n1 2 3").points().toArray()).containsExactly(1, 2, 3);
    assertRefused("3\n1 2 3\n", "promises 3 points, but 1");
    assertRefused("1 2 3\n1 2\n", "line 2 ends");
    assertRefused("1 2 3\n1 2 x\n", "line 2 has 'x'");
    assertRefused("hello world", "'hello'");
  }

  @Test
  void pcdIsTextOrBinaryOrCompressed() throws IOException {
    String head =
        "# .PCD v0.7\nVERSION 0.7\nFIELDS rgb x y z\nSIZE 4 4 4 8\nTYPE U F F F\nCOUNT 1 1 1 1\n"
            + "WIDTH 2\nHEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\nPOINTS 2\nDATA ";
    ByteBuffer rows = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    rows.putInt(1).putFloat(1).putFloat(2).putDouble(3);
    rows.putInt(1).putFloat(4).putFloat(5).putDouble(6);
    ByteBuffer columns = ByteBuffer.allocate(8 + 42).order(ByteOrder.LITTLE_ENDIAN);
    columns.putInt(42).putInt(40);
    columns.put((byte) 31).putInt(1).putInt(1).putFloat(1).putFloat(4).putFloat(2).putFloat(5);
    columns.putDouble(3).put((byte) 7).putDouble(6);

    for (CloudFile cloud :
        new CloudFile[] {
          read(head + "ascii\n7 1 2 3\n7 4 5 6\n"),
          read(bytes(head + "binary\n", rows)),
          read(bytes(head + "binary_compressed\n", columns))
        }) {
      assertThat(cloud.format()).isEqualTo(CloudFormat.PCD);
      assertThat(cloud.points().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }
    assertRefused(head + "ascii\n7 1 2 3\n", "header promises 2 points");
    assertRefused(head + "binary\n7 1 2 3\n", "header promises 2 points");
    assertRefused(head.replace("WIDTH 2", "WIDTH 3") + "ascii\n", "do not agree");
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
    assertThatThrownBy(() -> CloudReader.read(folder.resolve("batch.npy#2")))
        .isInstanceOf(CloudException.class)
        .hasMessageContaining("there are 2 clouds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "inf", "-Infinity", "1e999", "1e31"})
  void coordinatesThatCannotBeWorkedWithAreRefusedByTheirPlace(String value) throws IOException {
    assertRefused("0 0 0\n0 " + value + " 0\n", "point 1 (counted from 0) has y = ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "ply\n",
        "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nend_header\n1\n2\n3\n",
        "ply\nformat ascii 1.0\nelement vertex 0\nproperty float x\nproperty float y\n"
            + "property float z\nend_header\n",
        "ply\nformat ascii 1.0\nelement vertex 99999999999\nproperty float x\n"
            + "property float y\nproperty float z\nend_header\n1 2 3\n",
        "ply\nformat binary_little_endian 1.0\nelement vertex 2000000000\nproperty float x\n"
            + "property float y\nproperty float z\nend_header\n",
        "ply\nformat binary_little_endian 1.0\nelement x 9000000000000000\nelement tristrips"
            + " 9000000000000000\nend_header\n",
        "ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nproperty float y\n"
            + "property float z\nend_header\n1 2 3\n4 5 6\n",
        "ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nproperty float y\n"
            + "property float z\nelement face 1\nproperty list uchar int vertex_indices\n"
            + "end_header\n1 2 3\n3 0 0 1\n",
        "ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nproperty float y\n"
            + "property float z\nelement face 1\nproperty list uchar int vertex_indices\n"
            + "end_header\n1 2 3\n2000000000 0 0 1\n",
        "OFF\n1000000000 1 0\n0 0 0\n",
        "OFF\n3 2 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n",
        "OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 3\n",
        "OFF\n-3 1 0\n",
        "OFF\n",
        "OFF BINARY\n",
        "4OFF\n1 0 0\n0 0 0 0\n",
        "v 1 2\n",
        "v 1 2 3\nf 1 1 9\n",
        "v 1 2 3\nf 1 1 -2\n",
        "v 1 2 3\nf 1 1\n",
        "f 1 2 3\n",
        "solid\nendsolid\n",
        "solid\nfacet\nvertex 1 2 3\nendfacet\nendsolid\n",
        "# .PCD\nDATA ascii\n",
        "VERSION .7\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nWIDTH 4000000000\nHEIGHT 4000000000\n"
            + "DATA binary\n",
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
    return read(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private CloudFile read(byte[] bytes) throws IOException {
    return CloudReader.read(Files.write(folder.resolve("cloud"), bytes));
  }

  private void assertRefused(String text, String why) throws IOException {
    assertRefused(text.getBytes(StandardCharsets.ISO_8859_1), why);
  }

  private void assertRefused(byte[] bytes, String why) throws IOException {
    Path file = Files.write(folder.resolve("bad"), bytes);
    assertThatThrownBy(() -> CloudReader.read(file))
        .isInstanceOf(CloudException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(why);
  }

  private static byte[] bytes(String head, ByteBuffer data) {
    byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(start.length + data.capacity()).put(start).put(data.array()).array();
  }
}
