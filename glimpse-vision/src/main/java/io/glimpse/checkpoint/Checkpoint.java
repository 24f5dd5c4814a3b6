package io.glimpse.checkpoint;

import io.glimpse.image.Preprocessing;
import io.glimpse.tensor.TensorFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An open checkpoint of a CLIP model, both towers of which were found whole and without
 * contradictions.
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

  /** A number that only the archives of OpenAI hold, which need no configuration. */
  private static final String OPENAI_ARCHIVE = "input_resolution";

  private final ModelTensors tensors;
  private final ClipArchitecture architecture;
  private final Preprocessing preprocessing;
  private final String fingerprint;
  private final List<String> notes;

  private Checkpoint(
      ModelTensors tensors,
      ClipArchitecture architecture,
      Preprocessing preprocessing,
      String fingerprint,
      List<String> notes) {
    this.tensors = tensors;
    this.architecture = architecture;
    this.preprocessing = preprocessing;
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
   * configuration the model is taken for OpenAI's: QuickGELU and heads of width 64.
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
    Map<String, Tensor> named = prefix.takenOff(stored);
    ModelTensors tensors = TensorNames.openAi(files.weights(), named, prefix.text());
    ModelConfig config = config(files, TensorNames.areTransformers(named));
    if (config.file() == null && tensors.find(OPENAI_ARCHIVE) == null) {
      notes.add(
          files.weights()
              + ": no configuration is beside it, so QuickGELU and heads of width 64 are assumed,"
              + " as in OpenAI's models");
    }
    ClipArchitecture architecture = ArchitectureReader.read(tensors, config);
    List<String> used = ExpectedTensors.check(tensors, architecture);
    noteUnused(tensors, used, notes);
    Preprocessing preprocessing =
        config.pictures().of(PictureSize.square(architecture.vision().resolution()));
    String fingerprint = Fingerprint.of(tensors, used, architecture, preprocessing);
    return new Checkpoint(tensors, architecture, preprocessing, fingerprint, notes);
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

  /** The sizes of both towers. */
  public ClipArchitecture architecture() {
    return architecture;
  }

  /** The tensors; they can be read until this is closed. */
  public Weights weights() {
    return tensors;
  }

  /** How a picture is prepared for the model. */
  public Preprocessing preprocessing() {
    return preprocessing;
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
    tensors.close();
  }

  private static ModelConfig config(CheckpointFiles files, boolean isTransformers)
      throws IOException {
    String name = isTransformers ? TransformersConfig.FILE : OpenClipConfig.FILE;
    Path file = files.sibling(name);
    if (file == null) {
      return ModelConfig.openAi();
    }
    return isTransformers
        ? TransformersConfig.read(file, PreprocessorJson.find(files))
        : OpenClipConfig.read(file);
  }

  private static void noteUnused(ModelTensors tensors, List<String> used, List<String> notes) {
    Set<String> unused = new HashSet<>(tensors.names());
    used.forEach(unused::remove);
    unused.stream()
        .filter(name -> USUALLY_UNUSED.stream().noneMatch(name::endsWith))
        .sorted()
        .limit(3)
        .forEach(name -> notes.add(tensors.file() + ": the tensor '" + name + "' is not used"));
  }
}
