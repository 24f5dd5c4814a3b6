package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.fixture.Shared;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The BOM has no parent, and so says by itself what the other modules are told by theirs. */
class BomTest {

  private static final Path ROOT = Shared.projectRoot();

  @Test
  void isOfTheVersionThatTheOtherModulesHave() throws Exception {
    assertThat(text(pom("glimpse-bom/pom.xml"), "version"))
        .isEqualTo(text(pom("pom.xml"), "version"));
  }

  /** Else an offline build, which has the others' plugins, lacks those of this module. */
  @Test
  void pinsThePluginsOfItsLifecyclesLikeTheOtherModules() throws Exception {
    Map<String, String> pinned = plugins(pom("glimpse-bom/pom.xml"));

    assertThat(pinned)
        .containsOnlyKeys(
            "maven-clean-plugin",
            "maven-install-plugin",
            "maven-deploy-plugin",
            "maven-site-plugin");
    assertThat(plugins(pom("pom.xml"))).containsAllEntriesOf(pinned);
  }

  private static Element pom(String path) throws Exception {
    return DocumentBuilderFactory.newDefaultNSInstance()
        .newDocumentBuilder()
        .parse(ROOT.resolve(path).toFile())
        .getDocumentElement();
  }

  /** The versions of all plugins that have one, by their names. */
  private static Map<String, String> plugins(Element pom) {
    Map<String, String> versions = new TreeMap<>();
    NodeList plugins = pom.getElementsByTagName("plugin");
    for (int i = 0; i < plugins.getLength(); i++) {
      Element plugin = (Element) plugins.item(i);
      if (plugin.getElementsByTagName("version").getLength() > 0) {
        versions.put(text(plugin, "artifactId"), text(plugin, "version"));
      }
    }
    return versions;
  }

  /** What the first element of a name says; a module's own version comes before all others. */
  private static String text(Element within, String name) {
    return within.getElementsByTagName(name).item(0).getTextContent();
  }
}
