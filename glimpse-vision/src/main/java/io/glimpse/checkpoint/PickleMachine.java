package io.glimpse.checkpoint;

import io.glimpse.checkpoint.Pickled.Module;
import io.glimpse.checkpoint.Pickled.Name;
import io.glimpse.checkpoint.Pickled.None;
import io.glimpse.checkpoint.Pickled.Tuple;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pickle: the program, in Python's terms, that rebuilds what was saved.
 *
 * <p>Only the instructions that PyTorch writes for tensors are known, and only the names in {@link
 * PickleCalls}; everything else is refused with its place. Names are never looked up: a call of
 * {@code OrderedDict} or {@code _rebuild_tensor_v2} makes a plain description, so a hostile pickle
 * has nothing to run. Containers are counted, so that what it builds takes no more than some 100
 * MB.
 */
final class PickleMachine {

  private static final int MOST_CONTAINERS = 200_000;
  private static final int NEWEST_PROTOCOL = 5;

  private final PickleInput input;
  private final PickleStack stack;
  private final PickleCalls calls;
  private final Map<Long, Object> memo = new HashMap<>();
  private int containers;

  private PickleMachine(PickleInput input) {
    this.input = input;
    this.stack = new PickleStack(input);
    this.calls = new PickleCalls(input);
  }

  /**
   * Reads a whole pickle.
   *
   * @param name the archive and the member, for messages
   * @return a {@link Pickled}, or one of the Java types that it names
   */
  static Object read(String name, ByteBuffer bytes) throws CheckpointException {
    return new PickleMachine(new PickleInput(name, bytes)).run();
  }

  private Object run() throws CheckpointException {
    char opcode = input.opcode();
    while (opcode != '.') {
      step(opcode);
      opcode = input.opcode();
    }
    return stack.pop();
  }

  private void step(char opcode) throws CheckpointException {
    switch (opcode) {
      case 0x80 -> protocol(input.unsignedByte());
      case 0x95 -> input.int64(); // a frame is only a hint for reading ahead
      case '(' -> stack.mark();
      case '0' -> stack.pop();
      case 'N' -> stack.push(None.NONE);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'K' -> stack.push((long) input.unsignedByte());
      case 'M' -> stack.push((long) input.unsignedShort());
      case 'J' -> stack.push((long) input.int32());
      case 0x8a -> stack.push(input.wholeNumber(input.unsignedByte()));
      case 'G' -> stack.push(input.bigEndianDouble());
      case 'X' -> stack.push(input.utf8(input.unsignedInt()));
      case 0x8c -> stack.push(input.utf8(input.unsignedByte()));
      case 0x8d -> stack.push(input.utf8(input.int64()));
      case 'T' -> stack.push(input.latin1(input.int32()));
      case 'U' -> stack.push(input.latin1(input.unsignedByte()));
      case ')' -> pushContainer(new Tuple(List.of()));
      case 0x85 -> tuple(1);
      case 0x86 -> tuple(2);
      case 0x87 -> tuple(3);
      case 't' -> pushContainer(new Tuple(stack.popToMark()));
      case ']' -> pushContainer(new ArrayList<>());
      case '}' -> pushContainer(new LinkedHashMap<>());
      case 'a' -> append(List.of(stack.pop()));
      case 'e' -> append(stack.popToMark());
      case 's' -> setOne();
      case 'u' -> set(stack.popToMark());
      case 'h' -> recall(input.unsignedByte());
      case 'j' -> recall(input.unsignedInt());
      case 'q' -> remember(input.unsignedByte());
      case 'r' -> remember(input.unsignedInt());
      case 0x94 -> remember(memo.size());
      case 'c' -> stack.push(calls.name(input.line(), input.line()));
      case 0x93 -> nameFromStack();
      case 'Q' -> stack.push(calls.storage(stack.pop()));
      case 'R' -> reduce();
      case 0x81 -> newModule();
      case 'b' -> build();
      default -> throw input.refusal("has the forbidden instruction " + PickleCalls.title(opcode));
    }
  }

  private void protocol(int version) throws CheckpointException {
    if (version > NEWEST_PROTOCOL) {
      throw input.refusal("has the unknown protocol " + version);
    }
  }

  private void pushContainer(Object container) throws CheckpointException {
    if (++containers > MOST_CONTAINERS) {
      throw input.refusal("builds more than " + MOST_CONTAINERS + " containers");
    }
    stack.push(container);
  }

  private void tuple(int length) throws CheckpointException {
    List<Object> items = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      items.add(0, stack.pop());
    }
    pushContainer(new Tuple(items));
  }

  @SuppressWarnings("unchecked") // every list on the stack was made by pushContainer
  private void append(List<Object> items) throws CheckpointException {
    if (!(stack.top() instanceof List<?> list)) {
      throw input.refusal("appends to what is no list");
    }
    ((List<Object>) list).addAll(items);
  }

  private void setOne() throws CheckpointException {
    Object value = stack.pop();
    set(List.of(stack.pop(), value));
  }

  @SuppressWarnings("unchecked") // every map on the stack was made by pushContainer
  private void set(List<Object> keysAndValues) throws CheckpointException {
    if (!(stack.top() instanceof Map<?, ?> map) || keysAndValues.size() % 2 != 0) {
      throw input.refusal("sets the entries of what is no dictionary");
    }
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      Object key = keysAndValues.get(i);
      // The hash of a nested tuple could take for ever.
      if (!(key instanceof String || key instanceof Long)) {
        throw input.refusal("has a key that is neither a string nor a whole number");
      }
      ((Map<Object, Object>) map).put(key, keysAndValues.get(i + 1));
    }
  }

  private void remember(long index) throws CheckpointException {
    memo.put(index, stack.top());
    if (memo.size() > MOST_CONTAINERS) {
      throw input.refusal("remembers more than " + MOST_CONTAINERS + " values");
    }
  }

  private void recall(long index) throws CheckpointException {
    Object value = memo.get(index);
    if (value == null) {
      throw input.refusal("recalls value " + index + ", which it has not remembered");
    }
    stack.push(value);
  }

  private void nameFromStack() throws CheckpointException {
    Object attribute = stack.pop();
    if (stack.pop() instanceof String module && attribute instanceof String text) {
      stack.push(calls.name(module, text));
    } else {
      throw input.refusal("has a name that is no string");
    }
  }

  private void reduce() throws CheckpointException {
    Object arguments = stack.pop();
    if (stack.pop() instanceof Name function && arguments instanceof Tuple tuple) {
      pushContainer(calls.call(function, tuple.items()));
    } else {
      throw input.refusal("calls what is no function");
    }
  }

  private void newModule() throws CheckpointException {
    Object arguments = stack.pop();
    if (stack.pop() instanceof Name type
        && arguments instanceof Tuple tuple
        && tuple.items().isEmpty()
        && PickleCalls.isTorchScript(type)) {
      pushContainer(new Module());
    } else {
      throw input.refusal("makes an object of what is no TorchScript module");
    }
  }

  private void build() throws CheckpointException {
    Object state = stack.pop();
    Object target = stack.top();
    if (target instanceof Module module && state instanceof Map<?, ?> attributes) {
      module.set(attributes); // not copied: the same map may be given to any number of modules
    } else if (!(target instanceof Map)) { // a state dict's own attribute is its _metadata
      throw input.refusal("gives a state to what is no module");
    }
  }
}
