import { Checkbox, Kbd, Modal } from '@mantine/core';
import { activeShortcuts, setSingleKeys, useSingleKeys } from './keys.ts';

/** The keys that do something now. */
export function ShortcutHelp({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const isOn = useSingleKeys();
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keys" size="lg" lockScroll={false}>
      <div className="help">
        {isOpen &&
          activeShortcuts().map(({ name, shortcuts }) => (
            <section key={name}>
              <h3>{name}</h3>
              <dl>
                {shortcuts.map(({ keys, does }) => (
                  <div key={keys}>
                    <dt>
                      {keys.split(' ').map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </dt>
                    <dd>{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
      <Checkbox
        checked={isOn}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        label="Single keys do something (Ctrl-K and ⌘K always open the palette)"
      />
    </Modal>
  );
}
