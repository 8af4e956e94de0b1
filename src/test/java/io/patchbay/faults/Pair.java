package io.patchbay.faults;

import io.patchbay.testing.AnswerWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The caller's dialect and the providers'. */
record Pair(Face face, Vendor vendor) {

    static List<Pair> all() {
        List<Pair> all = new ArrayList<>();
        for (Face face : Face.values()) {
            for (Vendor vendor : Vendor.values()) {
                all.add(new Pair(face, vendor));
            }
        }
        return all;
    }

    AnswerWire wire() {
        return vendor.wire(face);
    }

    /** Whether it shows what does not depend on who asks the vendor. */
    boolean isUsual() {
        return vendor.usual().contains(face);
    }

    /** What the vendor may say of a wait. Its dialect reads that off a refusal and is not told who asked, nor for what. */
    List<WaitSaid> waits(Fault fault) {
        return isUsual() && vendor != Vendor.OPENAI ? fault.waits() : List.of(WaitSaid.NOT);
    }

    String id() {
        return face.name().toLowerCase(Locale.ROOT) + "-" + vendor.id();
    }

    String title() {
        return face.name().toLowerCase(Locale.ROOT) + " to " + vendor.title();
    }
}
