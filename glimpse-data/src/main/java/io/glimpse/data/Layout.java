package io.glimpse.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;

/** How the pictures and classes of a data set are found where there is no split file. */
enum Layout {
  /** Not at all: the split file says everything. */
  @JsonProperty("split-file")
  SPLIT_FILE(
      (info, folder) -> {
        throw new DatasetException(
            folder.path().resolve(String.valueOf(info.splitFile())),
            "the split file is missing, and without it the classes of the pictures are unknown; "
                + info.remedy());
      }),
  @JsonProperty("class-folders")
  CLASS_FOLDERS(ClassFolders::read),
  @JsonProperty("train-test-folders")
  TRAIN_TEST_FOLDERS(TrainTestFolders::read),
  @JsonProperty("pet-lists")
  PET_LISTS(PetLists::read),
  @JsonProperty("variant-lists")
  VARIANT_LISTS(VariantLists::read),
  @JsonProperty("scene-lists")
  SCENE_LISTS(OfficialLists::readScenes),
  @JsonProperty("action-lists")
  ACTION_LISTS(OfficialLists::readActions),
  @JsonProperty("imagenet")
  IMAGENET(ImageNetFolders::read),
  @JsonProperty("numbered-folders")
  NUMBERED_FOLDERS((info, folder) -> NumberedFolders.read(folder)),
  @JsonProperty("wnid-folders")
  WNID_FOLDERS((info, folder) -> ImageNetFolders.readShift(folder)),
  @JsonProperty("cloud-lists")
  CLOUD_LISTS(CloudFiles::readLists),
  @JsonProperty("scan-files")
  SCAN_FILES((info, folder) -> CloudFiles.readScans(info, folder, "objectdataset.h5")),
  @JsonProperty("turned-scan-files")
  TURNED_SCAN_FILES(
      (info, folder) ->
          CloudFiles.readScans(info, folder, "objectdataset_augmentedrot_scale75.h5"));

  /** Reads what lies in a data set's folder. */
  @FunctionalInterface
  private interface Reader {
    Contents read(DatasetInfo info, DatasetFolder folder) throws IOException;
  }

  @SuppressWarnings("ImmutableEnumChecker") // Method references and lambdas without state.
  private final Reader reader;

  Layout(Reader reader) {
    this.reader = reader;
  }

  Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
    return reader.read(info, folder);
  }
}
