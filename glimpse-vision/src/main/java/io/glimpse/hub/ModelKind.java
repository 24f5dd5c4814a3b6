package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.checkpoint.ModelSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The kinds of models whose exports are known, by what {@code config.json} calls them. */
enum ModelKind {
  CLIP("clip", Family.CLIP),
  METACLIP_2("metaclip_2", Family.CLIP),
  CHINESE_CLIP("chinese_clip", Family.CLIP),
  SIGLIP("siglip", Family.SIGLIP),
  DINOV2("dinov2", Family.PICTURES),
  DINOV2_WITH_REGISTERS("dinov2_with_registers", Family.PICTURES),
  DINOV3("dinov3_vit", Family.PICTURES);

  /** What the outputs of an export are called, the first that is there being taken. */
  private enum Family {
    /** Without a projection its {@code pooler_output} is in no common space. */
    CLIP(List.of("image_embeds"), List.of("text_embeds")),
    SIGLIP(List.of("image_embeds", "pooler_output"), List.of("text_embeds", "pooler_output")),
    PICTURES(List.of("last_hidden_state"), List.of());

    @SuppressWarnings("ImmutableEnumChecker") // Lists of List.of alone.
    private final List<String> images;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> texts;

    Family(List<String> images, List<String> texts) {
      this.images = images;
      this.texts = texts;
    }
  }

  private final String type;
  private final Family family;

  ModelKind(String type, Family family) {
    this.type = type;
    this.family = family;
  }

  /**
   * The kind that a folder says its model is.
   *
   * @throws CheckpointException naming those that are known
   */
  static ModelKind of(ModelSettings settings) throws CheckpointException {
    String said = settings.modelType();
    for (ModelKind kind : values()) {
      if (kind.type.equals(said)) {
        return kind;
      }
    }
    throw new CheckpointException(
        settings.file(),
        "model_type is '%s', but exports are only known of %s"
            .formatted(
                said,
                Arrays.stream(values()).map(kind -> kind.type).collect(Collectors.joining(", "))));
  }

  /** What people call such models. */
  String family() {
    return switch (this) {
      case CLIP -> "CLIP";
      case METACLIP_2 -> "MetaCLIP 2";
      case CHINESE_CLIP -> "Chinese-CLIP";
      case SIGLIP -> "SigLIP";
      case DINOV2, DINOV2_WITH_REGISTERS -> "DINOv2";
      case DINOV3 -> "DINOv3";
    };
  }

  boolean readsTexts() {
    return family != Family.PICTURES;
  }

  /** Whether its logits have a bias, and go through a sigmoid. */
  boolean hasBias() {
    return family == Family.SIGLIP;
  }

  /** Names of the output with the features of pictures, or with all their tokens if not. */
  List<String> imageOutputs() {
    return family.images;
  }

  List<String> textOutputs() {
    return family.texts;
  }

  @Override
  public String toString() {
    return type;
  }
}
