import { createTheme, type MantineThemeOverride } from '@mantine/core';

/** The colours are in styles.css: the policy of content lets no style be made at run time. */
export const theme: MantineThemeOverride = createTheme({
  fontFamily: 'system-ui, sans-serif',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  components: {
    // They would write a style element into the page.
    Modal: {
      defaultProps: {
        lockScroll: false,
        transitionProps: { duration: 120 },
        closeButtonProps: { 'aria-label': 'Close' },
        // Its head is none of the page.
        attributes: { header: { role: 'presentation' } },
      },
    },
    Drawer: { defaultProps: { lockScroll: false } },
  },
});
