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

    /** What the vendor may say of a wait, which is read from its refusal, whatever was asked for in whichever form. */
    List<WaitSaid> waits(Fault fault) {
        return isUsual() && face != Face.COMPLETIONS ? fault.waits() : List.of(WaitSaid.NOT);
    }

    String id() {
        return face.name().toLowerCase(Locale.ROOT) + "-" + vendor.id();
    }

    String title() {
        return face.name().toLowerCase(Locale.ROOT) + " to " + vendor.title();
    }
}
