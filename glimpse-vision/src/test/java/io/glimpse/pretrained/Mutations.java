package io.glimpse.pretrained;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages the bytes of a file as disks, networks, editors and enemies do. */
final class Mutations {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What takes the place of a value in JSON. */
  private static final List<String> VALUES =
      List.of(
          "-1",
          "0",
          "1",
          "3",
          "7",
          "2147483647",
          "2147483648",
          "9223372036854775807",
          "92233720368547758080",
          "1e308",
          "1e999",
          "-1e-400",
          "0.5",
          "null",
          "true",
          "\"\"",
          "\"cat\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "[]",
          "{}",
          "[[[]]]",
          "[1,2]",
          "[1e9,1e9]",
          "{\"type\":\"x\"}");

  private static final int DEEP = 20_000;
  private static final int LONG = 300_000;

  private final Random random;

  Mutations(Random random) {
    this.random = random;
  }

  /** The bytes with one damage, or a few. */
  byte[] apply(String name, byte[] bytes) {
    byte[] mutated = bytes;
    for (int i = random.nextInt(4) == 0 ? 2 : 1; i > 0; i--) {
      mutated = once(name, mutated);
    }
    return mutated;
  }

  private byte[] once(String name, byte[] bytes) {
    if (name.endsWith(".json") && random.nextInt(4) != 0) {
      return json(bytes);
    }
    if (name.endsWith(".safetensors") && bytes.length > Long.BYTES && random.nextInt(3) == 0) {
      return header(bytes);
    }
    return raw(bytes);
  }

  private byte[] raw(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(3) == 0 ? random.nextInt(Math.min(200, bytes.length)) : at(bytes);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(40));
    byte[] some = bytes.clone();
    switch (random.nextInt(9)) {
      case 0 -> some[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> some[at] = (byte) random.nextInt();
      case 2 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 3 -> Arrays.fill(some, at, at + length, (byte) 0);
      case 4 -> Arrays.fill(some, at, at + length, (byte) 0xff);
      case 5 -> {
        return joined(bytes, at, new byte[0], at + length);
      }
      case 6 -> {
        return joined(bytes, at, Arrays.copyOfRange(bytes, at, at + length), at);
      }
      case 7 -> {
        return joined(bytes, at, bytes, at);
      }
      default -> {
        // Not a number, in whatever lies there.
        int aligned = at & ~3;
        if (aligned + 4 <= some.length) {
          ByteBuffer.wrap(some).order(ByteOrder.LITTLE_ENDIAN).putInt(aligned, 0x7fc00000);
        }
      }
    }
    return some;
  }

  private int at(byte[] bytes) {
    return random.nextInt(bytes.length);
  }

  private static byte[] joined(byte[] bytes, int end, byte[] between, int start) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, 0, end);
    all.writeBytes(between);
    all.write(bytes, start, bytes.length - start);
    return all.toByteArray();
  }

  /** Another header, of the length that is said. */
  private byte[] header(byte[] bytes) {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = all.getLong(0);
    if (length < 0 || length > bytes.length - Long.BYTES) {
      return raw(bytes);
    }
    int end = Long.BYTES + (int) length;
    byte[] changed = json(Arrays.copyOfRange(bytes, Long.BYTES, end));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(changed.length)
            .array());
    out.writeBytes(changed);
    out.write(bytes, end, bytes.length - end);
    return out.toByteArray();
  }

  private byte[] json(byte[] bytes) {
    JsonNode root;
    try {
      root = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return raw(bytes);
    }
    List<JsonNode> parents = new ArrayList<>();
    collect(root, parents);
    if (parents.isEmpty()) {
      return raw(bytes);
    }
    // The outer ones say more than the thousands of a vocabulary.
    JsonNode parent =
        parents.get(random.nextInt(random.nextBoolean() ? parents.size() : 1 + parents.size() / 8));
    String mark = "\"@@\"";
    String value = value();
    if (parent instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(6)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(names.get(random.nextInt(names.size())), object.get(name));
        case 2 -> {
          JsonNode before = object.get(name);
          object.put(name, "@@");
          // The same name twice.
          value = before + "," + JSON.valueToTree(name) + ":" + value;
        }
        default -> object.put(name, "@@");
      }
    } else if (parent instanceof ArrayNode array) {
      int at = random.nextInt(array.size());
      switch (random.nextInt(4)) {
        case 0 -> array.remove(at);
        case 1 -> array.insert(at, array.get(random.nextInt(array.size())));
        default -> array.set(at, JSON.getNodeFactory().textNode("@@"));
      }
    }
    return root.toString().replace(mark, value).getBytes(StandardCharsets.UTF_8);
  }

  private String value() {
    return switch (random.nextInt(30)) {
      case 0 -> "[".repeat(DEEP) + "]".repeat(DEEP);
      case 1 -> "\"" + "a".repeat(LONG) + "\"";
      case 2 -> "9".repeat(LONG);
      case 3 -> String.valueOf(random.nextInt());
      case 4 -> String.valueOf(random.nextInt(100));
      default -> VALUES.get(random.nextInt(VALUES.size()));
    };
  }

  private static void collect(JsonNode node, List<JsonNode> parents) {
    if (node.isContainerNode() && !node.isEmpty()) {
      parents.add(node);
      node.forEach(child -> collect(child, parents));
    }
  }
}
