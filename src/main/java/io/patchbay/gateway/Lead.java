package io.patchbay.gateway;

/** Whether a trial's answer is the one that the caller gets. */
interface Lead {

    /** Of a trial that has nobody beside it. */
    Lead ALONE = new Lead() {
        @Override
        public boolean take() {
            return true;
        }

        @Override
        public boolean lost() {
            return false;
        }
    };

    /** It has something to show; false if somebody else was faster. */
    boolean take();

    /** Whether somebody else was faster. */
    boolean lost();
}
