package io.glimpse.checkpoint;

import io.glimpse.checkpoint.ModelFamily.ReadModel;
import io.glimpse.image.Preprocessing;
import io.glimpse.tensor.TensorFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * An open checkpoint of a model, all of which was found whole and without contradictions.
 *
 * <p>The weights stay in the file, which is mapped: they take no heap, and the file must not change
 * while it is open. Nothing in a checkpoint is ever executed. Safe for use by several threads.
 */
public final class Checkpoint implements AutoCloseable {

  /** Tensors that real checkpoints hold and that no encoder uses. */
  private static final List<String> USUALLY_UNUSED =
      List.of(
          "attn_mask",
          "position_ids",
          "num_batches_tracked",
          "input_resolution",
          "context_length",
          "vocab_size");

  /** Those of BERT's and others' heads for tasks of their training. */
  private static final List<String> PARTS_UNUSED = List.of(".pooler.", "mask_token");

  private final ReadModel model;
  private final String fingerprint;
  private final List<String> notes;

  private Checkpoint(ReadModel model, String fingerprint, List<String> notes) {
    this.model = model;
    this.fingerprint = fingerprint;
    this.notes = List.copyOf(notes);
  }

  /**
   * Opens a checkpoint and verifies it, reading all weights once.
   *
   * <p>A file is a PyTorch archive (TorchScript, or a state dict, also in a training script's
   * wrapper) or safetensors; {@code open_clip_config.json} or {@code config.json} beside it is
   * heeded. A folder is one of open_clip, of Hugging Face's {@code transformers} or its hub, or of
   * sentence-transformers. What stands before the names of all tensors is taken off. Without a
   * configuration a CLIP model is taken for OpenAI's: QuickGELU and heads of width 64.
   *
   * @throws CheckpointException if it is no such file, is damaged or hostile, lacks a tensor,
   *     contradicts itself or its configuration, or holds a value that is not finite
   */
  public static Checkpoint open(Path fileOrFolder) throws IOException {
    CheckpointFiles files = CheckpointFiles.locate(fileOrFolder);
    Map<String, Tensor> stored;
    try {
      stored = files.tensors();
    } catch (TensorFormatException e) {
      throw new CheckpointException(e);
    }
    List<String> notes = new ArrayList<>();
    TensorPrefix prefix = TensorPrefix.of(files.weights(), stored.keySet());
    if (prefix.isUnusual()) {
      notes.add(
          files.weights()
              + ": the names of all its tensors begin with '"
              + prefix.text()
              + "', which is taken off");
    }
    StoredModel found = new StoredModel(files, prefix.takenOff(stored), prefix.text());
    ReadModel model = ModelFamilies.read(found);
    notes.addAll(model.notes());
    noteUnused(model, notes);
    String fingerprint =
        Fingerprint.of(model.tensors(), model.used(), model.facts(), model.preprocessing());
    return new Checkpoint(model, fingerprint, notes);
  }

  /**
   * The files that {@link #open} reads: the weights or the index of them first, then what it names,
   * and the configurations. They need not be whole.
   *
   * @throws IOException if there is no such file, or no weights in the folder
   */
  public static List<Path> files(Path fileOrFolder) throws IOException {
    return CheckpointFiles.locate(fileOrFolder).all();
  }

  /**
   * Whether a folder has weights that are looked for here; they need not be whole.
   *
   * @throws IOException if it cannot be read, or is of several revisions of which none is current
   */
  public static boolean isIn(Path folder) throws IOException {
    return CheckpointFolder.find(folder) != null;
  }

  /** The sizes of its networks. */
  public Architecture architecture() {
    return model.architecture();
  }

  /** The tensors; they can be read until this is closed. */
  public Weights weights() {
    return model.tensors();
  }

  /** How a picture is prepared for the model. */
  public Preprocessing preprocessing() {
    return model.preprocessing();
  }

  /** How texts come into the model; empty if it takes none. */
  public Optional<TextRules> texts() {
    return Optional.ofNullable(model.texts());
  }

  /** What cosines are multiplied by, as it was trained; empty where there are no texts. */
  public OptionalDouble logitScale() {
    Float log = model.tensors().number("logit_scale");
    return log == null ? OptionalDouble.empty() : OptionalDouble.of(Math.exp(log));
  }

  /** What is added to a logit before a sigmoid; empty if the model was trained with a softmax. */
  public OptionalDouble logitBias() {
    Float bias = model.tensors().number("logit_bias");
    return bias == null ? OptionalDouble.empty() : OptionalDouble.of(bias);
  }

  /**
   * SHA-256, in hexadecimal, of the weights as float32 and of all else that features depend on; the
   * same for the same model in another layout.
   */
  public String fingerprint() {
    return fingerprint;
  }

  /** Sentences on what was assumed or left aside, for the user to read. */
  public List<String> notes() {
    return notes;
  }

  /**
   * Ends the use of the weights; the system takes the mapped pages back when they are collected.
   */
  @Override
  public void close() {
    model.tensors().close();
  }

  private static void noteUnused(ReadModel model, List<String> notes) {
    ModelTensors tensors = model.tensors();
    Set<String> unused = new HashSet<>(tensors.names());
    model.used().forEach(unused::remove);
    unused.stream()
        .filter(name -> USUALLY_UNUSED.stream().noneMatch(name::endsWith))
        .filter(name -> PARTS_UNUSED.stream().noneMatch(name::contains))
        .sorted()
        .limit(3)
        .forEach(name -> notes.add(tensors.file() + ": the tensor '" + name + "' is not used"));
  }
}
