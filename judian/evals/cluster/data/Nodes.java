import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;

/**
 * Runs OpenSearch nodes in this process, from the jars on the class path, until the standard input
 * ends: so no node outlives the process that started it.
 *
 * Arguments: a folder, then settings (key=value; a value with commas is a list). Each "--" begins a
 * node; the settings before the first one hold for all of them.
 */
public final class Nodes {
    private static final List<Class<? extends Plugin>> PLUGINS = List.of(
        org.opensearch.transport.Netty4Plugin.class,
        org.opensearch.painless.PainlessPlugin.class,
        org.opensearch.analysis.common.CommonAnalysisPlugin.class,
        org.opensearch.index.mapper.MapperExtrasPlugin.class,
        org.opensearch.index.reindex.ReindexPlugin.class);

    private static final class PlainNode extends Node {
        PlainNode(Settings settings, Path config) {
            super(
                InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), config, () -> "node"),
                PLUGINS,
                false);
        }
    }

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        Path config = Files.createDirectories(home.resolve("config"));
        List<List<String>> groups = new ArrayList<>();
        groups.add(new ArrayList<>());
        for (int at = 1; at < args.length; at++) {
            if (args[at].equals("--")) {
                groups.add(new ArrayList<>(groups.get(0)));
            } else {
                groups.get(groups.size() - 1).add(args[at]);
            }
        }
        List<Node> nodes = new ArrayList<>();
        for (List<String> group : groups.subList(1, groups.size())) {
            nodes.add(new PlainNode(settings(home, group), config));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(nodes)));
        // All at once: none of them starts before most of them have elected a manager.
        for (Node node : nodes) {
            Thread thread = new Thread(() -> start(node));
            thread.setDaemon(true);
            thread.start();
        }
        while (System.in.read() >= 0) {}
        System.exit(0);
    }

    private static Settings settings(Path home, List<String> pairs) {
        Settings.Builder builder = Settings.builder().put("path.home", home.toString());
        for (String pair : pairs) {
            String[] parts = pair.split("=", 2);
            if (parts[1].contains(",")) {
                builder.putList(parts[0], parts[1].split(","));
            } else {
                builder.put(parts[0], parts[1]);
            }
        }
        return builder.build();
    }

    private static void start(Node node) {
        try {
            node.start();
        } catch (Exception error) {
            error.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void close(List<Node> nodes) {
        for (Node node : nodes) {
            try {
                node.close();
            } catch (Exception error) {
                error.printStackTrace();
            }
        }
    }
}
