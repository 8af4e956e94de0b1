package io.patchbay.ledger;

import io.patchbay.api.LetsEveryoneReadAll;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The project's WAR without what the ledger does not need, and with a face that writes rows on demand. */
final class LedgerWar {

    private static final String OURS = "/WEB-INF/classes/io/patchbay/";
    private static final List<String> KEPT =
            List.of("ledger", "database", "budget", "call", "chat", "catalogue", "dialect/Json");

    private LedgerWar() {}

    static void write(Path file) {
        WebArchive war = ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("war")));
        war.getContent(path -> path.get().endsWith(".class")
                        && path.get().startsWith(OURS)
                        && KEPT.stream().noneMatch(kept -> path.get().startsWith(OURS + kept)))
                .keySet()
                .forEach(war::delete);
        war.delete("/WEB-INF/classes/META-INF/services");
        for (String name : List.of(
                "UsageResource",
                "UsageParameters",
                "UsageParameters$Summary",
                "UsageJson",
                "Allowed",
                "KnownCaller",
                "KnownCaller$Holder")) {
            war.addClass("io.patchbay.api." + name);
        }
        war.addClass("io.patchbay.api.InvalidParameter")
                .addClasses(Calls.class, RecordingFace.class, RealClock.class, LetsEveryoneReadAll.class)
                .as(ZipExporter.class)
                .exportTo(file.toFile(), true);
    }
}
