package dev.budgetledger.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Folders in place of the volumes of docker-compose.yml, filled by the scripts that its containers run. */
record Volumes(Compose compose, Path root) {

    static final String VERIFIER_KEY = "budget-ledger+0badc0de+as the ledger writes it";

    static Volumes afterFirstStart(Compose compose, Path root) throws Exception {
        Volumes volumes = new Volumes(compose, root);
        for (String volume : compose.volumes()) {
            Files.createDirectories(volumes.folder(volume));
        }
        volumes.makePasswords();
        String file = String.valueOf(compose.environment("ledger-service").get("LEDGER_LOG_VERIFIER_KEY_FILE"));
        Files.writeString(Path.of(volumes.onThisMachine("ledger-service", file)), VERIFIER_KEY + "\n");
        return volumes;
    }

    /** As its container's path ends, in the folder that the script is given. */
    Path folder(String volume) {
        String mounted = compose.mounts("passwords").getOrDefault(volume, "/" + volume);
        return root.resolve(mounted.substring(1));
    }

    /** A text with paths in a container, where each is on this machine instead. */
    String onThisMachine(String service, String text) {
        String here = text;
        for (var mount : compose.mounts(service).entrySet()) {
            here = here.replace(mount.getValue(), folder(mount.getKey()).toString());
        }
        return here;
    }

    void makePasswords() throws Exception {
        run(List.of("bash", script("docker/passwords.sh"), root.resolve("passwords").toString()));
    }

    /** What the script of a new PostgreSQL has psql execute. */
    String bootstrapStatements() throws Exception {
        Path programs = Files.createDirectories(root.resolve("programs"));
        Path psql = programs.resolve("psql");
        Files.writeString(psql, "#!/bin/sh\ncat > '" + root.resolve("executed") + "'\n");
        assertThat(psql.toFile().setExecutable(true)).isTrue();
        run(List.of("bash", "-c", "PATH=\"$0:$PATH\" exec bash \"$@\"", programs.toString(), script("docker/bootstrap.sh"),
                folder("postgres-passwords").toString(),
                script("embedded-servers/src/main/resources/dev/budgetledger/embedded/bootstrap.sql")));
        return Files.readString(root.resolve("executed"));
    }

    private static String script(String path) {
        return Markdown.file(path).toAbsolutePath().toString();
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
