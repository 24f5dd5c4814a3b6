package io.glimpse.server;

import io.glimpse.file.Sha256;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of the service's own pages, out of the jar: each has a route of its own, or a place in a
 * list, so that no path that a client sends is ever looked for anywhere.
 *
 * @param path of its route
 * @param type of its content
 * @param tag by which browsers know whether it is what they have
 * @param bytes its content
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of these.
record StaticFile(String path, String type, String tag, byte[] bytes) {

  private static final int NOT_MODIFIED = 304;

  private static final String JSON = "application/json";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String PICTURE = "image/svg+xml";

  private static final String PAGE = "/page/";

  /** The modules of the page, one a subject. */
  private static final List<String> MODULES =
      List.of(
          "adding",
          "answer",
          "answering",
          "api",
          "bank",
          "banks",
          "camera",
          "dialogs",
          "dom",
          "elsewhere",
          "examples",
          "hand",
          "health",
          "heap",
          "history",
          "inbox",
          "main",
          "overlay",
          "pictures",
          "request",
          "shot",
          "status",
          "thumbnails",
          "token",
          "tryout",
          "versions",
          "work");

  /** All that have a route of their own. */
  static List<StaticFile> all() {
    List<StaticFile> files = new ArrayList<>();
    files.add(of("/v1/openapi.json", "openapi.json", JSON));
    files.add(of("/", "page/index.html", HTML));
    files.add(of("/docs", "docs.html", HTML));
    files.add(of("/docs.css", "docs.css", CSS));
    files.add(of("/docs.js", "docs.js", SCRIPT));
    return files;
  }

  /** What the page at {@code /} is made of, by the names of the files. */
  static Map<String, StaticFile> ofPage() {
    Map<String, StaticFile> files = new HashMap<>();
    files.put("style.css", of(PAGE + "style.css", "page/style.css", CSS));
    files.put("icon.svg", of(PAGE + "icon.svg", "page/icon.svg", PICTURE));
    for (String module : MODULES) {
      String name = module + ".js";
      files.put(name, of(PAGE + name, "page/" + name, SCRIPT));
    }
    return files;
  }

  /** Serves one of some files, by the name that the path ends in. */
  static Handler serving(Map<String, StaticFile> files) {
    return context -> {
      StaticFile file = files.get(context.pathParam("file"));
      if (file == null) {
        throw new ProblemException(
            Problem.NOT_FOUND, "The page has no such file. Load the page anew.");
      }
      file.serve(context);
    };
  }

  private static StaticFile of(String path, String resource, String type) {
    try (InputStream in = StaticFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is missing from the jar");
      }
      byte[] bytes = in.readAllBytes();
      return new StaticFile(path, type, "\"" + Sha256.hex(bytes).substring(0, 16) + "\"", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void serve(Context context) {
    context.header("Cache-Control", "no-cache");
    context.header("ETag", tag);
    if (tag.equals(context.header("If-None-Match"))) {
      context.status(NOT_MODIFIED);
    } else {
      context.contentType(type).result(bytes);
    }
  }
}
