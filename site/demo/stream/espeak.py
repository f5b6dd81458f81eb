"""Speak phrases with the eSpeak NG library of the espeakng-loader package.

Run as a program of its own, so that a fault in the C library ends this process and not the one that asked. Imports
nothing of the project. Reads JSON from standard input: a list of {text, voice, pitch, rate}; writes phrase number n to
FOLDER/n.raw (signed 16-bit samples, mono) and the sample rate to standard output.
"""

import ctypes
import json
import os
import sys
from pathlib import Path
from typing import Any

_SYNCHRONOUS, _DONT_EXIT = 2, 0x8000
_BY_CHARACTER, _UTF8 = 1, 1
_RATE, _PITCH = 1, 3  # espeak_PARAMETER

_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def speak(phrases: list[dict], folder: Path) -> int:
    """Write every phrase as FOLDER/n.raw; returns the sample rate in Hz. Raises OSError when the library will not."""
    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    # The library keeps the folder of its data in a short buffer: give it a short, relative name.
    os.chdir(espeakng_loader.get_data_path())
    os.chdir("..")
    sample_rate = library.espeak_Initialize(_SYNCHRONOUS, 0, b".", _DONT_EXIT)
    if sample_rate <= 0 or library.espeak_SetVoiceByName(b"da") != 0:
        raise OSError("its data hold no Danish voice")
    samples = bytearray()

    @_CALLBACK
    def collect(wave: Any, count: int, _events: Any) -> int:
        if wave and count > 0:
            samples.extend(ctypes.string_at(wave, count * 2))
        return 0

    library.espeak_SetSynthCallback(collect)
    for number, phrase in enumerate(phrases):
        samples.clear()
        library.espeak_SetVoiceByName(phrase["voice"].encode())
        library.espeak_SetParameter(_RATE, phrase["rate"], 0)
        library.espeak_SetParameter(_PITCH, phrase["pitch"], 0)
        text = phrase["text"].encode() + b"\0"
        if library.espeak_Synth(text, len(text), 0, _BY_CHARACTER, 0, _UTF8, None, None) or not samples:
            raise OSError(f"it could not speak phrase {number}")
        (folder / f"{number}.raw").write_bytes(samples)
    return sample_rate


if __name__ == "__main__":
    print(speak(json.load(sys.stdin), Path(sys.argv[1]).resolve()))
