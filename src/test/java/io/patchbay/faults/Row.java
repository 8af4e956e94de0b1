package io.patchbay.faults;

/** A provider of the stage. */
record Row(Vendor vendor, Place place, String name) {

    /** The name of one whose clocks are the usual ones. */
    static final String PATIENT = "patient";

    /** One that always answers well. */
    static Row well(Vendor vendor) {
        return new Row(vendor, Place.UPSTREAM, "well");
    }

    /** One that a call has to itself. */
    static Row of(Cell cell) {
        return new Row(cell.pair().vendor(), Place.UPSTREAM, cell.id());
    }

    boolean isForOneCall() {
        return name.startsWith(Cell.NAME);
    }

    /** What its row says of its clocks. */
    String clocks() {
        return name.equals(PATIENT) ? "{}" : Clocks.yaml();
    }

    String id() {
        return vendor.id() + "-" + name;
    }
}
