package io.glimpse.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;

/** How the pictures and classes of a data set are found where there is no split file. */
enum Layout {
  /** Not at all: the split file says everything. */
  @JsonProperty("split-file")
  SPLIT_FILE {
    @Override
    Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
      throw new DatasetException(
          folder.path().resolve(String.valueOf(info.splitFile())),
          "the split file is missing, and without it the classes of the pictures are unknown; "
              + info.remedy());
    }
  },
  @JsonProperty("class-folders")
  CLASS_FOLDERS {
    @Override
    Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
      return ClassFolders.read(info, folder);
    }
  },
  @JsonProperty("train-test-folders")
  TRAIN_TEST_FOLDERS {
    @Override
    Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
      return TrainTestFolders.read(info, folder);
    }
  },
  @JsonProperty("pet-lists")
  PET_LISTS {
    @Override
    Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
      return PetLists.read(info, folder);
    }
  },
  @JsonProperty("variant-lists")
  VARIANT_LISTS {
    @Override
    Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
      return VariantLists.read(info, folder);
    }
  },
  @JsonProperty("scene-lists")
  SCENE_LISTS {
    @Override
    Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
      return SceneLists.read(info, folder);
    }
  },
  @JsonProperty("action-lists")
  ACTION_LISTS {
    @Override
    Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
      return ActionLists.read(info, folder);
    }
  },
  @JsonProperty("imagenet")
  IMAGENET {
    @Override
    Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
      return ImageNetFolders.read(info, folder);
    }
  },
  @JsonProperty("numbered-folders")
  NUMBERED_FOLDERS {
    @Override
    Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
      return NumberedFolders.read(folder);
    }
  },
  @JsonProperty("wnid-folders")
  WNID_FOLDERS {
    @Override
    Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
      return ImageNetFolders.readShift(folder);
    }
  },
  @JsonProperty("cloud-lists")
  CLOUD_LISTS {
    @Override
    Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
      return CloudFiles.readLists(info, folder);
    }
  },
  @JsonProperty("scan-files")
  SCAN_FILES {
    @Override
    Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
      return CloudFiles.readScans(info, folder, "objectdataset.h5");
    }
  },
  @JsonProperty("turned-scan-files")
  TURNED_SCAN_FILES {
    @Override
    Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
      return CloudFiles.readScans(info, folder, "objectdataset_augmentedrot_scale75.h5");
    }
  };

  abstract Contents read(DatasetInfo info, DatasetFolder folder) throws IOException;
}
