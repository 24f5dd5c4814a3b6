package io.glimpse.listing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All files below a folder: the one walk for pictures, examples and data sets.
 *
 * <p>What {@link SystemNames} knows is left out at every depth. Links to folders are followed, each
 * folder once however many ways lead to it; one that lies in the tree itself is listed where it
 * lies, and not where a link leads to it, so that no circle is walked.
 */
public final class FolderTree {

  /** A file, or a folder with what is in it. */
  private static final class Node {

    private final Path path;

    /** Null for a file. */
    private final @Nullable List<Node> children;

    Node(Path path, boolean isFolder) {
      this.path = path;
      this.children = isFolder ? new ArrayList<>() : null;
    }

    List<Node> children() {
      return children == null ? List.of() : children;
    }
  }

  private final Node root;
  private final LeftOut leftOut;
  private final Set<Object> listed = new HashSet<>();
  private final List<Path> unlisted = new ArrayList<>();

  /** Links wait until all that is no link is listed. */
  private final Queue<Node> links = new ArrayDeque<>();

  private FolderTree(Path folder, LeftOut leftOut) {
    this.root = new Node(folder, true);
    this.leftOut = leftOut;
  }

  /**
   * Lists a folder.
   *
   * @param folder is listed whatever its name
   * @param leftOut hears what is left out
   */
  public static FolderTree of(Path folder, LeftOut leftOut) {
    FolderTree tree = new FolderTree(folder, leftOut);
    leftOut.below(folder);
    tree.listed.add(tree.identity(folder));
    tree.list(tree.root);
    Set<Node> dropped = new HashSet<>();
    for (Node link = tree.links.poll(); link != null; link = tree.links.poll()) {
      if (tree.listed.add(tree.identity(link.path))) {
        tree.list(link);
      } else {
        leftOut.again(link.path);
        dropped.add(link);
      }
    }
    if (!dropped.isEmpty()) {
      drop(tree.root, dropped);
    }
    return tree;
  }

  private void list(Node folder) {
    for (Path child : childrenOf(folder.path)) {
      if (SystemNames.isSystem(child)) {
        leftOut.system(child);
        continue;
      }
      boolean isFolder = Files.isDirectory(child);
      Node node = new Node(child, isFolder);
      if (!isFolder) {
        folder.children().add(node);
      } else if (!Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        folder.children().add(node);
        links.add(node);
      } else if (listed.add(identity(child))) {
        folder.children().add(node);
        list(node);
      } else {
        leftOut.again(child);
      }
    }
  }

  private List<Path> childrenOf(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted(Comparator.comparing(Path::toString)).toList();
    } catch (IOException | UncheckedIOException e) {
      unlisted.add(folder);
      return List.of();
    }
  }

  /** What tells a folder from all others, by whatever way it was reached. */
  private Object identity(Path folder) {
    try {
      Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
      return key != null ? key : folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }

  private static void drop(Node folder, Set<Node> dropped) {
    if (folder.children != null) {
      folder.children.removeIf(dropped::contains);
      folder.children.forEach(child -> drop(child, dropped));
    }
  }

  /** Every file, those of a folder by their names, and of a folder within it at its name. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>();
    addFiles(root, files);
    return files;
  }

  /** The folders within the folder, by name, each with every file below it. */
  public Map<String, List<Path>> folders() {
    Map<String, List<Path>> folders = new LinkedHashMap<>();
    for (Node child : root.children()) {
      if (child.children != null) {
        List<Path> files = new ArrayList<>();
        addFiles(child, files);
        folders.put(child.path.getFileName().toString(), files);
      }
    }
    return folders;
  }

  /** The files in the folder itself. */
  public List<Path> filesBeside() {
    return root.children().stream()
        .filter(child -> child.children == null)
        .map(child -> child.path)
        .toList();
  }

  /** The folder and every folder below it, each before those within it. */
  public List<Path> allFolders() {
    List<Path> folders = new ArrayList<>();
    addFolders(root, folders);
    return folders;
  }

  /** Folders that could not be listed. */
  public List<Path> unlisted() {
    return List.copyOf(unlisted);
  }

  private static void addFiles(Node node, List<Path> files) {
    if (node.children == null) {
      files.add(node.path);
    } else {
      node.children.forEach(child -> addFiles(child, files));
    }
  }

  private static void addFolders(Node node, List<Path> folders) {
    if (node.children != null) {
      folders.add(node.path);
      node.children.forEach(child -> addFolders(child, folders));
    }
  }
}
