package io.glimpse.checkpoint;

import io.glimpse.checkpoint.Pickled.Storage;
import io.glimpse.checkpoint.Pickled.View;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The zip archive that PyTorch saves: {@code <any name>/data.pkl} describes tensors, whose numbers
 * lie in {@code <any name>/data/<key>}. TorchScript's code beside them is not looked at.
 */
final class TorchArchive {

  private static final String PICKLE = "/data.pkl";

  /** A model of a few thousand tensors takes about one megabyte. */
  private static final int LONGEST_PICKLE = 8 << 20;

  private static final int MOST_SHARING = 4;

  private final ZipArchive zip;
  private final String top;
  private final Map<String, ZipMember> verified = new HashMap<>();

  private TorchArchive(ZipArchive zip, String top) {
    this.zip = zip;
    this.top = top;
  }

  /** Reads the description of all tensors of a model and checks that their numbers are there. */
  static Map<String, Tensor> read(MappedFile file) throws CheckpointException {
    return read(file, StateDict::of);
  }

  /** Finds tensors in what was pickled, by name; the first argument is for messages. */
  @FunctionalInterface
  interface Finder {
    Map<String, View> find(String name, Object pickled) throws CheckpointException;
  }

  /** Reads the description of tensors that are found in some way. */
  static Map<String, Tensor> read(MappedFile file, Finder finder) throws CheckpointException {
    ZipArchive zip = ZipArchive.open(file);
    return new TorchArchive(zip, top(zip)).tensors(finder);
  }

  private static String top(ZipArchive zip) throws CheckpointException {
    String top = null;
    for (String name : zip.names()) {
      int slash = name.indexOf('/');
      if (slash > 0 && name.substring(slash).equals(PICKLE)) {
        if (top != null) {
          throw new CheckpointException(
              zip.file().path(), "holds two models, " + top + " and " + name.substring(0, slash));
        }
        top = name.substring(0, slash);
      }
    }
    if (top == null) {
      throw new CheckpointException(
          zip.file().path(), "is a zip archive, but no PyTorch checkpoint: it has no data.pkl");
    }
    return top;
  }

  private Map<String, Tensor> tensors(Finder finder) throws CheckpointException {
    refuseBigEndian();
    ZipMember member = zip.stored(top + PICKLE);
    if (member == null || member.size() > LONGEST_PICKLE) {
      throw new CheckpointException(
          zip.part(top + PICKLE), "is longer than " + LONGEST_PICKLE + " bytes");
    }
    zip.verify(member);
    String name = zip.part(member.name());
    Object pickled = PickleMachine.read(name, bytes(member));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    long bytes = 0;
    for (var entry : finder.find(name, pickled).entrySet()) {
      Tensor tensor = tensor(entry.getKey(), entry.getValue());
      tensors.put(entry.getKey(), tensor);
      bytes += tensor.elements() * tensor.type().bytes();
      // Tensors may share numbers, but a small file must not ask for hours of reading.
      if (bytes > MOST_SHARING * zip.file().size()) {
        throw new CheckpointException(
            zip.file().path(),
            "its tensors take more than %d times the bytes of the file, up to '%s'"
                .formatted(MOST_SHARING, entry.getKey()));
      }
    }
    return tensors;
  }

  private void refuseBigEndian() throws CheckpointException {
    ZipMember order = zip.stored(top + "/byteorder");
    if (order != null && order.size() == 3) {
      throw new CheckpointException(
          zip.part(order.name()), "says that the numbers are big-endian, which is not read");
    }
  }

  private ByteBuffer bytes(ZipMember member) {
    ByteBuffer copy = ByteBuffer.allocate((int) member.size());
    while (copy.hasRemaining()) {
      int count = Math.min(copy.remaining(), MappedFile.LONGEST_SLICE);
      copy.put(zip.file().slice(member.start() + copy.position(), count));
    }
    return copy.flip();
  }

  private Tensor tensor(String name, View view) throws CheckpointException {
    ZipMember member = member(name, view.storage());
    List<Integer> shape = new ArrayList<>();
    boolean counts = view.offset() >= 0 && view.shape().size() == view.strides().size();
    boolean empty = view.shape().contains(0L);
    long elements = 1;
    long last = view.offset();
    try {
      for (int axis = 0; counts && axis < view.shape().size(); axis++) {
        long extent = view.shape().get(axis);
        long stride = view.strides().get(axis);
        counts = extent >= 0 && extent <= Integer.MAX_VALUE && stride >= 0;
        shape.add((int) extent);
        elements = Math.multiplyExact(elements, extent);
        last = empty ? 0 : Math.addExact(last, Math.multiplyExact(extent - 1, stride));
      }
    } catch (ArithmeticException e) {
      counts = false;
    }
    // More elements than numbers would be an axis of stride 0, of any length for free.
    if (!counts
        || elements > view.storage().elements()
        || (!empty && last >= view.storage().elements())) {
      throw refusal(
          name,
          "of shape %s, strides %s and offset %d is not within its storage of %d numbers"
              .formatted(view.shape(), view.strides(), view.offset(), view.storage().elements()));
    }
    long start = member.start() + (empty ? 0 : view.offset() * view.storage().type().bytes());
    return new StoredTensor(zip.file(), start, view.storage().type(), shape, view.strides());
  }

  /** The member that holds a storage, undamaged and of the length that the pickle says. */
  private ZipMember member(String tensor, Storage storage) throws CheckpointException {
    ZipMember member = verified.get(storage.key());
    if (member == null) {
      member = zip.stored(top + "/data/" + storage.key());
      if (member == null) {
        throw refusal(
            tensor, "needs the storage '%s', which is not there".formatted(storage.key()));
      }
      zip.verify(member);
      verified.put(storage.key(), member);
    }
    int bytes = storage.type().bytes();
    if (member.size() % bytes != 0 || member.size() / bytes != storage.elements()) {
      throw refusal(
          tensor,
          "needs %d numbers of %d bytes, but its storage '%s' has %d bytes"
              .formatted(storage.elements(), bytes, storage.key(), member.size()));
    }
    return member;
  }

  private CheckpointException refusal(String tensor, String reason) {
    return new CheckpointException(zip.file().path(), "the tensor '" + tensor + "' " + reason);
  }
}
